-- 周一碰头会: what a meeting spoke of and on which figures, what was decided there, what became of it.

create table meeting (  -- as_of and data_version: of the figures it had; pinned: the hash of what it saw
    meeting_id varchar, on_date date, as_of date, data_version integer, pinned varchar
);

create table meeting_item (  -- replaces: the project that the score had proposed in this place
    meeting_id varchar, position integer, project_id varchar, proposed_rank integer,
    replaces varchar, replaced_reason varchar
);

create table decision (  -- asked of the meeting until agreed_on is set; the first due date stays
    decision_id varchar, meeting_id varchar, project_id varchar, text varchar, lead varchar,
    helps varchar, due_on date, supervisor varchar, page varchar, agreed_on date,
    recorded_by varchar
);

create table decision_event (  -- due_on: the new date of a 调整
    decision_id varchar, happened_at timestamp, state varchar, due_on date, moved_by varchar,
    note varchar
);
