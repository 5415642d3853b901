-- finds: A|1999-12-31, B|2022-03-01
insert into project (project_id, valid_from, name) values ('A', '2022-01-01', 'a'), (null, null, 'x');
insert into progress_report (project_id, report_date, completed_wan) values
    ('A', '1999-12-31', 1), ('A', '2000-01-01', 1), ('B', '2022-03-01', 1);
