-- finds: A|2022|1|3
-- A falls in March. B's second revision and C's next year start lower; D leaves out a month.
insert into plan_curve (project_id, year, revision, month, planned_wan) values
    ('A', 2022, 1, 2, 20), ('A', 2022, 1, 3, 19), ('A', 2022, 1, 4, 19),
    ('B', 2022, 1, 2, 20), ('B', 2022, 2, 3, 10),
    ('C', 2021, 1, 12, 90), ('C', 2022, 1, 1, 5),
    ('D', 2022, 1, 1, 5), ('D', 2022, 1, 4, 6);
