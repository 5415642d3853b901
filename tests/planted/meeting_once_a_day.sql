-- finds: M2
insert into meeting (meeting_id, on_date, as_of) values
    ('M1', '2022-06-06', '2022-06-03'), ('M2', '2022-06-06', '2022-06-05'),
    ('M3', '2022-06-13', '2022-06-10');
