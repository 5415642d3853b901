-- The tables of the first screens. Facts that change are dated rows, never columns.
-- Plain DDL: it runs on the lake (DuckLake: no keys, no checks) and on an in-memory mart alike;
-- keys and rules stand in cockpit/tables/contracts.py and warehouse/checks/.
-- Money is 万元; shares are ratios; valid_to is the last day on which a row holds (null: still).

create table program (  -- a line of the year's plan: the target used
    year integer, digit varchar, position integer, title varchar, indicator varchar,
    target decimal(18, 4), unit varchar, valid_from date
);

create table project (  -- a project's profile from a day on
    project_id varchar, valid_from date, name varchar, organisation varchar, township varchar,
    domain varchar, gov_invested boolean, total_wan decimal(18, 4)
);

create table project_alias (  -- a rename, merge or split
    old_id varchar, new_id varchar, kind varchar, on_date date
);

create table project_year (  -- a revision of a project's plan for a year
    project_id varchar, year integer, revision integer, decided_on date,
    annual_plan_wan decimal(18, 4), carry_over boolean, due_on date, planned_end date
);

create table plan_curve (  -- planned to the end of a month, since 1 January
    project_id varchar, year integer, revision integer, month integer, planned_wan decimal(18, 4)
);

create table class_membership (  -- a project in one of the five classes; level only for 重点项目
    project_id varchar, project_class varchar, level varchar, phase varchar, subdomain varchar,
    valid_from date, valid_to date
);

create table stage_event (  -- 签约 履约 开工 停工 复工 竣工 投产 达效 入库
    project_id varchar, stage varchar, on_date date
);

create table progress_report (  -- cumulative figures of a day
    project_id varchar, report_date date, completed_wan decimal(18, 4),
    total_completed_wan decimal(18, 4), image_progress varchar, reporter varchar,
    received_at timestamp
);

create table milestone (
    milestone_id varchar, project_id varchar, title varchar, planned_on date, actual_on date
);

create table milestone_check (  -- month is the month's first day
    milestone_id varchar, month date, checked_on date, result varchar
);

create table visit (  -- visited_by: team (专班) or leader (分包市领导)
    project_id varchar, on_date date, visited_by varchar, person varchar
);

create table problem (
    problem_id varchar, project_id varchar, service varchar, text varchar, raised_on date,
    owner_role varchar, due_on date, closed_on date, on_site boolean
);

create table role_assignment (
    project_id varchar, role varchar, person varchar, valid_from date, valid_to date
);

create table bond_issue (
    issue_id varchar, project_id varchar, year integer, batch varchar, issued_on date,
    amount_wan decimal(18, 4)
);

create table bond_use (  -- used to date
    issue_id varchar, report_date date, used_wan decimal(18, 4)
);

create table pipeline_entry (  -- an entry of a library or list, or a count of them
    entry_id varchar, library varchar, entries integer, total_wan decimal(18, 4),
    plan_wan decimal(18, 4), entered_on date, project_id varchar
);

create table regional_growth (  -- cumulative year-on-year, as published, derived from published, or sample
    region varchar, period_end date, growth_pct decimal(8, 2), kind varchar, released_on date,
    released_kind varchar, publisher varchar, url varchar, evidence varchar
);

create table peer_group (
    peer_group varchar, region varchar, valid_from date, valid_to date
);

create table published_fact (  -- value keeps its printed form
    fact_id varchar, period_end date, known_on date, period varchar, subject varchar,
    indicator varchar, value varchar, unit varchar, rank integer, rank_of integer,
    rank_group varchar, quote varchar
);

create table fact_note (fact_id varchar, note varchar);

create table calendar (on_date date, workday boolean, report_due boolean, note varchar);

create table lamp_rule (
    rule varchar, valid_from date, indicator varchar, style varchar, yellow decimal(10, 4),
    red decimal(10, 4), unit varchar, kind varchar, note varchar
);

create table score_weight (
    component varchar, valid_from date, weight decimal(6, 4), cap decimal(10, 4), unit varchar,
    kind varchar
);

create table fund_target (  -- a payment target: used / issued to be reached by a day
    target_id varchar, issue_year integer, due_on date, target_ratio decimal(8, 4), kind varchar,
    source varchar
);

create table domain (domain varchar, valid_from date, position integer, kind varchar);

create table township (township varchar, position integer, tile_column integer, tile_row integer);

create table class (
    project_class varchar, position integer, short_name varchar, full_name varchar
);

create table load (  -- one file of one load; kind: reference, published, sample or real
    load_id integer, file varchar, sha256 varchar, author varchar, loaded_at timestamp, note varchar,
    kind varchar
);

create table origin (  -- where a row's current values come from; key: its key columns joined by |
    table_name varchar, key varchar, load_id integer, sheet varchar, row integer
);

create table load_column (  -- how a column of a file was read
    load_id integer, sheet varchar, header varchar, field varchar, unit varchar
);

create table waiver (  -- an accepted exception, or the reason of a correction or removal
    rule varchar, key varchar, reason varchar, author varchar, accepted_at timestamp
);
