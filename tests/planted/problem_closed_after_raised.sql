-- finds: A
insert into problem (problem_id, raised_on, closed_on) values
    ('A', '2022-03-02', '2022-03-01'), ('B', '2022-03-02', '2022-03-02'), ('C', '2022-03-02', null);
