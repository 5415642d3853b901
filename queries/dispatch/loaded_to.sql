-- How far the records of 调度 go by as_of: the last visit of the team and of a leader, the last check.
select
    (select max(on_date) from visit where visited_by = 'team' and on_date <= $as_of) as visits_on,
    (select max(on_date) from visit where visited_by = 'leader' and on_date <= $as_of) as leaders_on,
    (select max(checked_on) from milestone_check where checked_on <= $as_of) as checks_on
