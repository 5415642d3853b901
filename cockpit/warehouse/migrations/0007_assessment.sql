-- 集中开工, and the quarterly assessment: who is assessed, by which rules, what was added or taken off, what
-- was decided on a proposal; what the daily inspection found.

create table ceremony (ceremony_id varchar, on_date date, title varchar, phase varchar);

create table ceremony_project (
    ceremony_id varchar, project_id varchar, announced_total_wan decimal(18, 4)
);

create table assessed_body (  -- township or organisation: whose projects a body answers for
    body varchar, valid_from date, body_group varchar, township varchar, organisation varchar
);

create table assessment_rule (  -- a line of the weights table; threshold and cap as its formula needs them
    formula varchar, valid_from date, block varchar, item varchar, points decimal(10, 4),
    threshold decimal(10, 4), cap decimal(10, 4), kind varchar, note varchar
);

create table assessment_entry (
    body varchar, on_date date, reason varchar, points decimal(10, 4), document varchar
);

create table assessment_verdict (
    quarter_end date, body varchar, proposal varchar, is_accepted boolean, reason varchar,
    decided_by varchar, decided_on date, document varchar
);

create table supervision_item (  -- 日督导
    item_id varchar, on_date date, project_id varchar, organisation varchar, finding varchar,
    due_on date, done_on date
);
