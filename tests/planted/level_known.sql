-- finds: A|一类|2022-01-01
insert into level (level, position) values ('市', 1), (null, 2);
insert into class_membership (project_id, project_class, level, valid_from) values
    ('A', '一类', '乡', '2022-01-01'), ('B', '一类', '市', '2022-01-01'), ('C', '一类', null, '2022-01-01');
