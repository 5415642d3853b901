-- finds: A|六类|2022-01-01
insert into class (project_class, position) values ('一类', 1), (null, 2);
insert into class_membership (project_id, project_class, valid_from) values
    ('A', '六类', '2022-01-01'), ('A', '一类', '2022-01-01');
