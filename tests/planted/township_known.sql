-- finds: A|2022-01-01
insert into township (township) values ('广武镇'), (null);
insert into project (project_id, valid_from, name, township) values
    ('A', '2022-01-01', 'a', '广武'), ('B', '2022-01-01', 'b', '广武镇'), ('C', '2022-01-01', 'c', null);
