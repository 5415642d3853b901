-- finds: A|审核通过|2022-03-01, B|退出|2022-03-01
-- C on the day itself; D was talked about before it was signed; E is on its way in.
insert into pipeline_entry (entry_id, entered_on) values
    ('A', '2022-03-02'), ('B', '2022-03-02'), ('C', '2022-03-02'), ('D', '2022-03-02'), ('E', null);
insert into pipeline_step (entry_id, step, on_date) values
    ('A', '审核通过', '2022-03-01'), ('B', '退出', '2022-03-01'), ('C', '审核通过', '2022-03-02'),
    ('D', '在谈', '2022-01-02'), ('E', '退出', '2022-03-01');
