-- finds: A|竣工|2022-01-01, B|达效|2022-02-01
-- A is finished before it started; B has 达效 before 投产, with 竣工 left out. C does all on one
-- day, D was stopped and resumed after, E only produces.
insert into stage_event (project_id, stage, on_date) values
    ('A', '开工', '2022-01-02'), ('A', '竣工', '2022-01-01'),
    ('B', '开工', '2021-01-02'), ('B', '投产', '2022-03-01'), ('B', '达效', '2022-02-01'),
    ('C', '开工', '2022-01-02'), ('C', '竣工', '2022-01-02'), ('C', '投产', '2022-01-02'),
    ('D', '开工', '2022-01-02'), ('D', '竣工', '2022-05-02'), ('D', '复工', '2022-06-02'),
    ('E', '投产', '2022-01-02');
