-- finds: B|专项债|2022-01-01
insert into project (project_id, valid_from, name) values ('A', '2022-01-01', 'a');
insert into class_membership (project_id, project_class, valid_from) values
    ('A', '专项债', '2022-01-01'), ('B', '专项债', '2022-01-01');
