-- finds: A|专项债|2021|2022-05-31, D|市县|2022|2022-05-31, E|贷款|2022|2022-05-31
-- A is paid less; B was corrected by set; C's money was taken back with what had arrived; D lost what arrived;
-- E too, with a day between that does not tell of it.
insert into fund_flow (project_id, source, year, report_date, allotted_wan, arrived_wan, paid_wan) values
    ('A', '专项债', 2021, '2022-04-30', 100, 90, 50), ('A', '专项债', 2021, '2022-05-31', 100, 90, 40),
    ('A', '专项债', 2022, '2022-05-31', 100, 10, 10),
    ('B', '自筹', 2021, '2022-04-30', 100, 90, 50), ('B', '自筹', 2021, '2022-05-31', 100, 90, 40),
    ('C', '市县', 2022, '2022-04-30', 100, 100, 20), ('C', '市县', 2022, '2022-05-31', 60, 60, 20),
    ('D', '市县', 2022, '2022-04-30', 100, 100, 20), ('D', '市县', 2022, '2022-05-31', 100, 60, null),
    ('E', '贷款', 2022, '2022-03-31', 100, 90, 50), ('E', '贷款', 2022, '2022-04-30', 100, null, null),
    ('E', '贷款', 2022, '2022-05-31', 100, 80, 40);
insert into waiver (rule, key) values ('set', 'fund_flow|B|自筹|2021|2022-05-31|paid_wan|40.0000');
