-- What became of a problem, and when it goes up. The problem's own row keeps the first due date and, where
-- no event says so, the day of its closing.

create table problem_event (  -- tier: to whom a 上报 brings it; due_on: the new date of a 延期
    problem_id varchar, happened_at timestamp, state varchar, tier varchar, moved_by varchar,
    agreed_by varchar, due_on date, note varchar
);

create table escalation_rule (  -- when a problem goes up; null: never by that
    from_tier varchar, to_tier varchar, valid_from date, overdue_days integer, returns integer,
    kind varchar, note varchar
);
