-- finds: A|2022-02-28
-- A is above its 100 m² from February on; B is built in full; C has no plan.
insert into park (park_id, planned_m2) values ('A', 100), ('B', 100), ('C', null);
insert into park_report (park_id, report_date, built_m2) values
    ('A', '2022-01-31', 100), ('A', '2022-02-28', 101), ('A', '2022-03-31', 102),
    ('B', '2022-01-31', 100), ('C', '2022-01-31', 900);
