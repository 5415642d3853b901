-- finds: A|2022-06-05 23:59:59|推进中, B|2022-06-07 09:00:00|推进中, C|2022-06-08 10:00:01|推进中
-- A a second before its day; B was never agreed; C a second after it was done; D before it is done.
insert into decision (decision_id, agreed_on) values
    ('A', '2022-06-06'), ('B', null), ('C', '2022-06-06'), ('D', '2022-06-06');
insert into decision_event (decision_id, happened_at, state) values
    ('A', '2022-06-05 23:59:59', '推进中'), ('A', '2022-06-06 00:00', '推进中'),
    ('B', '2022-06-07 09:00', '推进中'),
    ('C', '2022-06-08 10:00', '已落实'), ('C', '2022-06-08 10:00:01', '推进中'),
    ('D', '2022-06-08 09:00', '推进中'), ('D', '2022-06-08 10:00', '已落实');
