-- finds: A|2022|1
insert into project_year (project_id, year, revision, annual_plan_wan) values
    ('A', 2022, 1, -1), ('B', 2022, 1, 0), ('C', 2022, 1, null);
