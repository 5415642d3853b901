-- finds: A|2022-02-28
-- A has begun a building more than it has; B all of its own.
insert into park (park_id, buildings) values ('A', 3), ('B', 3);
insert into park_report (park_id, report_date, buildings_started) values
    ('A', '2022-01-31', 3), ('A', '2022-02-28', 4), ('A', '2022-03-31', 4), ('B', '2022-01-31', 3);
