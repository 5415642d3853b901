-- finds: A|专项债|2021|2022-05-31
-- A's two issues of 2021 are 90, not 100; B's are what was allotted, one of June not yet; C has none; D's 市县
-- money is no bond.
insert into bond_issue (issue_id, project_id, year, issued_on, amount_wan) values
    ('1', 'A', 2021, '2021-06-30', 60), ('2', 'A', 2021, '2021-09-30', 30), ('3', 'A', 2022, '2022-05-01', 7),
    ('4', 'B', 2022, '2022-03-31', 50), ('5', 'B', 2022, '2022-06-30', 50), ('6', 'D', 2022, '2022-03-31', 50);
insert into fund_flow (project_id, source, year, report_date, allotted_wan) values
    ('A', '专项债', 2021, '2022-04-30', 90), ('A', '专项债', 2021, '2022-05-31', 100),
    ('A', '专项债', 2022, '2022-05-31', 7), ('B', '专项债', 2022, '2022-05-31', 50),
    ('C', '专项债', 2022, '2022-05-31', 50), ('D', '市县', 2022, '2022-05-31', 5);
