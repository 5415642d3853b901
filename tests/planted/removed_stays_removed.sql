-- finds: A|专项债|2021-01-01, B|三个一批|2022-07-01
-- Removed on 2022-06-01. A is open again, B came back later; C ended the day before, D was not removed.
insert into waiver (rule, key) values
    ('remove', 'A|2022-06-01'), ('remove', 'B|2022-06-01'), ('remove', 'C|2022-06-01');
insert into class_membership (project_id, project_class, valid_from, valid_to) values
    ('A', '专项债', '2021-01-01', null),
    ('B', '专项债', '2021-01-01', '2022-05-31'), ('B', '三个一批', '2022-07-01', '2022-12-31'),
    ('C', '专项债', '2021-01-01', '2022-05-31'), ('D', '专项债', '2021-01-01', null);
