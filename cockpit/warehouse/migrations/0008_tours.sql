-- 观摩讲评: a tour, its stops, and what each voter put in which place. No voter is ever named.

create table inspection (inspection_id varchar, on_date date, title varchar);

create table inspection_stop (  -- promised_node: of the project; looks_back_to: an earlier tour
    inspection_id varchar, position integer, body varchar, body_group varchar, project_id varchar,
    coefficient decimal(6, 4), promised_node varchar, promised_on date, looks_back_to varchar
);

create table inspection_ballot (  -- a body on a ballot; without a rank it was left out
    inspection_id varchar, ballot varchar, voter_role varchar, voter_body varchar, body varchar,
    rank integer
);
