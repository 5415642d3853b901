-- finds: A|2022-03-01 23:59:00|交办
-- B on the day itself, at its first minute.
insert into problem (problem_id, raised_on) values ('A', '2022-03-02'), ('B', '2022-03-02');
insert into problem_event (problem_id, happened_at, state) values
    ('A', '2022-03-01 23:59', '交办'), ('B', '2022-03-02 00:00', '交办');
