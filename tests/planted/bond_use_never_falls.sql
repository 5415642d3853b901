-- finds: A|2022-01-31, D|2022-01-31
-- A falls at the year's turn; B was corrected by set, C stays level; D was, to another value.
insert into bond_use (issue_id, report_date, used_wan) values
    ('A', '2021-12-31', 50), ('A', '2022-01-31', 0),
    ('B', '2021-12-31', 50), ('B', '2022-01-31', 40),
    ('C', '2021-12-31', 50), ('C', '2022-01-31', 50),
    ('D', '2021-12-31', 50), ('D', '2022-01-31', 40);
insert into waiver (rule, key) values ('set', 'bond_use|B|2022-01-31|used_wan|40.0000'),
    ('set', 'bond_use|D|2022-01-31|used_wan|45.0000'), ('set', null);
