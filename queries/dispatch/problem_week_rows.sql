-- One row a problem that was in hand at any time of the seven days that end on as_of, or as far as problems
-- were loaded: those raised in them first, then those that moved, the latest event first.
select
    problem_id, project_id, s.name, s.township, coalesce(s.organisation, '未填') as organisation, leader,
    w.service, w.text, w.owner_role, people.owner, w.step, w.tier,
    w.raised_on, w.first_due_on, w.due_on, w.closed_on, w.moved_at::date as moved_on,
    w.returns, w.extensions, w.days_over,
    coalesce(w.closed_on, $problems_on::date) - w.raised_on as days_used,
    is_before::integer as before,
    is_raised::integer as raised,
    is_moved::integer as moved,
    is_closed::integer as closed
from problem_week_on($problems_on::date, $as_of, $scope) as w
inner join standing_on($as_of) as s using (project_id)
left join leader_on($as_of) using (project_id)
left join owners_on($as_of) as people using (project_id, owner_role)
order by is_raised desc, is_moved desc, w.moved_at desc nulls last, w.raised_on desc, problem_id
