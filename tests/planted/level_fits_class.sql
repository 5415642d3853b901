-- finds: A|分级|2022-01-01, B|不分|2022-01-01
insert into class (project_class, has_levels) values ('分级', true), ('不分', false), ('未说', null);
insert into class_membership (project_id, project_class, level, valid_from) values
    ('A', '分级', null, '2022-01-01'), ('B', '不分', '市', '2022-01-01'),
    ('C', '分级', '市', '2022-01-01'), ('D', '不分', null, '2022-01-01'),
    ('E', '未说', null, '2022-01-01'), ('F', '未说', '市', '2022-01-01');
