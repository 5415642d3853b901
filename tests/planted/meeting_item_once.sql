-- finds: M1|3
-- P2 is on two lists; P1 twice on one.
insert into meeting_item (meeting_id, position, project_id) values
    ('M1', 1, 'P1'), ('M1', 2, 'P2'), ('M1', 3, 'P1'), ('M2', 1, 'P2');
