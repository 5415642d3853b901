-- finds: A|专项债|2021|2022-04-30, B|市县|2022|2022-05-31
-- A is paid more than it was given, from April on; B got more; C was paid before it arrived, D is used up.
insert into fund_flow (project_id, source, year, report_date, allotted_wan, arrived_wan, paid_wan) values
    ('A', '专项债', 2021, '2022-03-31', 100, 90, 50), ('A', '专项债', 2021, '2022-04-30', 100, 90, 101),
    ('A', '专项债', 2021, '2022-05-31', 100, 90, 101),
    ('B', '市县', 2022, '2022-05-31', 100, 100.01, null),
    ('C', '自筹', 2022, '2022-05-31', 100, 10, 20),
    ('D', '贷款', 2022, '2022-05-31', 100, 100, 100), ('E', '贷款', 2022, '2022-05-31', 100, null, null);
