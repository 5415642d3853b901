-- finds: A|专项债|2022-03-01, C|专项债|2022-05-01
-- A's first is still open; C's third lies inside its first, past the short second. B is in two
-- classes, D begins the day after it ended.
insert into class_membership (project_id, project_class, valid_from, valid_to) values
    ('A', '专项债', '2022-01-01', null), ('A', '专项债', '2022-03-01', null),
    ('B', '专项债', '2022-01-01', null), ('B', '三个一批', '2022-01-01', null),
    ('C', '专项债', '2022-01-01', '2022-12-31'), ('C', '专项债', '2022-05-01', '2022-05-02'),
    ('D', '专项债', '2022-01-01', '2022-02-28'), ('D', '专项债', '2022-03-01', null);
