-- finds: A|2022-03-02 17:00:00|已销号
-- B is closed on the same day by both, C by its event alone, D by the ledger alone.
insert into problem (problem_id, raised_on, closed_on) values
    ('A', '2022-03-02', '2022-03-03'), ('B', '2022-03-02', '2022-03-03'), ('C', '2022-03-02', null),
    ('D', '2022-03-02', '2022-03-03');
insert into problem_event (problem_id, happened_at, state) values
    ('A', '2022-03-02 17:00', '已销号'), ('B', '2022-03-03 23:59', '已销号'),
    ('C', '2022-03-04 09:00', '已销号'), ('D', '2022-03-03 09:00', '待核验');
