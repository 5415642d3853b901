-- finds: A|手续齐备|2022-03-02, B|退回|2022-03-02
-- C left on the day of its last step; D is in and goes on with its own works.
insert into pipeline_step (entry_id, step, on_date) values
    ('A', '退出', '2022-03-01'), ('A', '手续齐备', '2022-03-02'),
    ('B', '已入库', '2022-03-01'), ('B', '退回', '2022-03-02'),
    ('C', '审核通过', '2022-03-01'), ('C', '退出', '2022-03-01'),
    ('D', '已入库', '2022-03-01'), ('D', '在建', '2022-03-02');
