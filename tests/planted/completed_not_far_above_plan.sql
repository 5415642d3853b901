-- finds: A|2022-04-30, E|2022-02-28
-- A passes twice its plan of 100 two times; the first counts. B reaches it, C has no plan, D's was raised; E has
-- the small plan of this year, not the large one of the last; F's plan is nothing.
insert into project_year (project_id, year, revision, annual_plan_wan, carry_over) values
    ('A', 2022, 1, 100, false), ('B', 2022, 1, 100, false), ('C', 2022, 1, null, false),
    ('D', 2022, 1, 100, false), ('D', 2022, 2, 200, false),
    ('E', 2021, 1, 900, false), ('E', 2022, 1, 100, true), ('F', 2022, 1, 0, false);
insert into progress_report (project_id, report_date, completed_wan) values
    ('A', '2022-03-31', 199), ('A', '2022-04-30', 201), ('A', '2022-05-31', 300),
    ('B', '2022-05-31', 200), ('C', '2022-05-31', 999), ('D', '2022-05-31', 400),
    ('E', '2021-12-31', 900), ('E', '2022-02-28', 201), ('F', '2022-05-31', 10);
