-- finds: A|2022-01-01
insert into domain (domain, valid_from) values ('交通', '2021-01-01'), (null, null);
insert into project (project_id, valid_from, name, domain) values
    ('A', '2022-01-01', 'a', '交 通'), ('B', '2022-01-01', 'b', '交通'), ('C', '2022-01-01', 'c', null);
