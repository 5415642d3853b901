-- finds: A|2022-03-02, E|2022-03-01
-- A passes its total of 100 twice; the first counts. B reaches it, C has none, D's was raised in
-- time; E is above the total that held before it was raised.
insert into project (project_id, valid_from, name, total_wan) values
    ('A', '2022-02-01', 'a', 100), ('B', '2022-01-01', 'b', 100), ('C', '2022-01-01', 'c', null),
    ('D', '2022-01-01', 'd', 100), ('D', '2022-03-01', 'd', 200),
    ('E', '2022-01-01', 'e', 100), ('E', '2022-03-02', 'e', 200);
insert into progress_report (project_id, report_date, completed_wan, total_completed_wan) values
    ('A', '2022-01-15', 50, 50), ('A', '2022-03-02', 50, 101), ('A', '2022-03-03', 60, 111),
    ('B', '2022-03-02', 100, null), ('C', '2022-03-02', 999, 999), ('D', '2022-03-02', 150, 150),
    ('E', '2022-03-01', 150, null);
