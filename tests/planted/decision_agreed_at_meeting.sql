-- finds: B
-- A is agreed at the meeting; C not yet; D the day after.
insert into meeting (meeting_id, on_date, as_of) values ('M1', '2022-06-06', '2022-06-03');
insert into decision (decision_id, meeting_id, agreed_on) values
    ('A', 'M1', '2022-06-06'), ('B', 'M1', '2022-06-05'), ('C', 'M1', null),
    ('D', 'M1', '2022-06-07');
