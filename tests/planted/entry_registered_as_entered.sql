-- finds: A|已入库|2022-03-01, B|已入库|2022-03-01, C|已入库|2022-03-01, D|已入库|2022-03-01
-- A is a day off its entry, B has no day, C's project was in a day later, D's never; E and F agree.
insert into pipeline_entry (entry_id, entered_on, project_id) values
    ('A', '2022-03-02', null), ('B', null, null), ('C', '2022-03-01', 'P1'),
    ('D', '2022-03-01', 'P2'), ('E', '2022-03-01', 'P3'), ('F', '2022-03-01', null);
insert into stage_event (project_id, stage, on_date) values
    ('P1', '入库', '2022-03-02'), ('P2', '开工', '2022-03-01'), ('P3', '入库', '2022-03-01'),
    ('P3', '入库', '2022-05-01');
insert into pipeline_step (entry_id, step, on_date) values
    ('A', '已入库', '2022-03-01'), ('B', '已入库', '2022-03-01'), ('C', '已入库', '2022-03-01'),
    ('D', '已入库', '2022-03-01'), ('E', '已入库', '2022-03-01'), ('F', '已入库', '2022-03-01');
