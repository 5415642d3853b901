-- Whose ledger it is, and what its plan, classes, levels, grips and libraries are called. No row is made
-- here: they come through the gate like any other (data/reference), so that a version holds its own names.

create table city (  -- one row; compared_with: the region that one figure is held against
    name varchar, short_name varchar, parent varchar, compared_with varchar
);

create table plan (  -- from a year on, until the next; its digits are the lines of program
    year integer, name varchar, title varchar
);

create table benchmark (region varchar, position integer);  -- whom its growth is compared with

create table level (level varchar, position integer, level_group varchar);

create table grip (  -- a part of the projects followed by itself: of a class, a level group, an investor
    grip varchar, position integer, short_name varchar, project_class varchar, level_group varchar,
    investor varchar
);

create table library (library varchar, position integer, name varchar, has_total boolean);

create table fact_figure (  -- what a published fact is held against, and under which heading
    fact_id varchar, answer varchar, indicator varchar, project_class varchar, level_group varchar,
    region varchar, library varchar, year integer, difference_of varchar, section varchar, position integer
);

alter table class add column wall_name varchar;
alter table class add column has_levels boolean;
alter table class add column has_teams boolean;  -- 专班 and 分包 go to its projects every week and month
alter table class add column is_converted boolean;  -- its projects are followed from 签约 to 达效
alter table class add column has_bonds boolean;  -- the class of those to whom bonds are issued
