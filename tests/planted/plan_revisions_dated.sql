-- finds: A|2022|1, B|2022|2
-- A's revision has no day; B's second is decided before its first. C's first plan has none, and its revision
-- one; D's two are of one day.
insert into project_year (project_id, year, revision, decided_on, annual_plan_wan) values
    ('A', 2022, 0, '2022-01-01', 10), ('A', 2022, 1, null, 20),
    ('B', 2022, 0, '2022-01-01', 10), ('B', 2022, 1, '2022-05-01', 20), ('B', 2022, 2, '2022-04-01', 30),
    ('C', 2022, 0, null, 10), ('C', 2022, 1, '2022-04-01', 20),
    ('D', 2022, 0, '2022-04-01', 10), ('D', 2022, 1, '2022-04-01', 20);
