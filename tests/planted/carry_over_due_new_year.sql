-- finds: A|2022|1, B|2022|1
insert into project_year (project_id, year, revision, carry_over, due_on) values
    ('A', 2022, 1, true, '2022-01-02'), ('B', 2022, 1, true, null),
    ('C', 2022, 1, true, '2022-01-01'), ('D', 2022, 1, false, '2022-05-01'), ('E', 2022, 1, null, null);
