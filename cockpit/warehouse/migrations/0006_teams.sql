-- What the teams do for a project: the items of the six services, and the temporary party branch.

create table service_item (  -- mode: how an approval was granted; is_waived: not asked of this project
    project_id varchar, service varchar, item varchar, position integer, mode varchar, owner_role varchar,
    planned_on date, started_on date, done_on date, is_waived boolean
);

create table party_branch (  -- 五有 of a project from a day on; no row: no branch
    project_id varchar, valid_from date, sign boolean, flag boolean, venue boolean, rules boolean,
    running boolean
);
