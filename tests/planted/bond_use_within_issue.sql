-- finds: A|2022-02-28
-- A is above its 100 from February on; B used all.
insert into bond_issue (issue_id, amount_wan) values ('A', 100), ('B', 100);
insert into bond_use (issue_id, report_date, used_wan) values
    ('A', '2022-01-31', 100), ('A', '2022-02-28', 101), ('A', '2022-03-31', 102),
    ('B', '2022-01-31', 100);
