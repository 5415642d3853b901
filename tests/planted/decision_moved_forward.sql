-- finds: B|2022-06-08 09:00:00|调整
-- A is moved to the same day.
insert into decision_event (decision_id, happened_at, state, due_on) values
    ('A', '2022-06-08 09:00', '调整', '2022-06-08'),
    ('B', '2022-06-08 09:00', '调整', '2022-06-07'),
    ('C', '2022-06-08 09:00', '推进中', null);
