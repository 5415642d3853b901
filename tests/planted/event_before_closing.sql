-- finds: A|2022-03-03 17:00:01|办理中, C|2022-03-04 00:00:00|退回
-- A a second after it was struck out; B before it on the same day; C a day after the ledger closed it.
insert into problem (problem_id, raised_on, closed_on) values
    ('A', '2022-03-02', null), ('B', '2022-03-02', null), ('C', '2022-03-02', '2022-03-03');
insert into problem_event (problem_id, happened_at, state) values
    ('A', '2022-03-03 17:00', '已销号'), ('A', '2022-03-03 17:00:01', '办理中'),
    ('B', '2022-03-03 16:00', '待核验'), ('B', '2022-03-03 17:00', '已销号'),
    ('C', '2022-03-03 23:59', '待核验'), ('C', '2022-03-04', '退回');
