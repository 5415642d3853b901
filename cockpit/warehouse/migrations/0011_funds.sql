-- Money by source from 下达 to 支付, the parks of small firms, and how an entry of a library moves on.

create table fund_flow (  -- one source's money of one year in a project, cumulative, as told on a day
    project_id varchar, source varchar, year integer, report_date date,
    allotted_wan decimal(18, 4), arrived_wan decimal(18, 4), paid_wan decimal(18, 4), mode varchar
);

create table park (  -- 小微企业园
    park_id varchar, name varchar, township varchar, planned_m2 decimal(18, 2), buildings integer
);

create table park_report (  -- its state on a day; buildings_started: those topped out among them
    park_id varchar, report_date date, built_m2 decimal(18, 2), buildings_started integer,
    buildings_topped integer, signed_firms integer, open_firms integer
);

create table pipeline_step (  -- an entry moves on; note: why it was sent back or dropped out
    entry_id varchar, step varchar, on_date date, note varchar
);

-- An entry that is no project of the ledger yet is called by its own name.
alter table pipeline_entry add column title varchar;
alter table pipeline_entry add column organisation varchar;
