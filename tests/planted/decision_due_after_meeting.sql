-- finds: B
-- A is due on the day of the meeting; C has no date yet.
insert into meeting (meeting_id, on_date, as_of) values ('M1', '2022-06-06', '2022-06-03');
insert into decision (decision_id, meeting_id, due_on) values
    ('A', 'M1', '2022-06-06'), ('B', 'M1', '2022-06-05'), ('C', 'M1', null);
