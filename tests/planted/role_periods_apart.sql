-- finds: A|分包市领导|2022-03-01
-- Both lead A in March. B changes on the day after, C has one person in two roles.
insert into role_assignment (project_id, role, person, valid_from, valid_to) values
    ('A', '分包市领导', '甲', '2022-01-01', '2022-03-01'), ('A', '分包市领导', '乙', '2022-03-01', null),
    ('B', '分包市领导', '甲', '2022-01-01', '2022-02-28'), ('B', '分包市领导', '乙', '2022-03-01', null),
    ('C', '分包市领导', '甲', '2022-01-01', null), ('C', '首席服务官', '甲', '2022-01-01', null);
