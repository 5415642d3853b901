-- finds: A|2022-03-02, E|2022-03-02
-- A falls from 120 to 110. B starts again on 1 January, C was corrected by set, D stays level;
-- E was corrected to 90, and a load brought 80 after it.
insert into progress_report (project_id, report_date, completed_wan) values
    ('A', '2022-03-01', 120), ('A', '2022-03-02', 110), ('A', '2022-03-03', 115),
    ('B', '2021-12-31', 900), ('B', '2022-01-01', 0),
    ('C', '2022-03-01', 120), ('C', '2022-03-02', 90),
    ('D', '2022-03-01', 50), ('D', '2022-03-02', 50),
    ('E', '2022-03-01', 120), ('E', '2022-03-02', 80);
insert into waiver (rule, key) values
    ('set', 'progress_report|C|2022-03-02|completed_wan|90.0000'),
    ('set', 'progress_report|E|2022-03-02|completed_wan|90.0000'), ('set', null);
