-- 问题化解 at as_of, or as far as problems were loaded: one row a problem of the year or still
-- open; overdue first, then those in hand, the oldest first.
select
    problem_id, project_id, s.name, s.township, coalesce(s.organisation, '未填') as organisation, leader,
    service, p.text, p.owner_role, people.owner, p.step, p.tier, p.age,
    p.raised_on, p.first_due_on, p.due_on, p.closed_on, p.returns, p.extensions,
    is_of_year::integer as of_year,
    is_in_hand::integer as in_hand,
    is_overdue::integer as overdue,
    is_judged::integer as judged,
    is_closed_in_three::integer as closed_in_three,
    p.days_over,
    coalesce(p.closed_on, $problems_on::date) - p.raised_on as days_used,
    case
        when is_overdue then '超期'
        when is_in_hand then '在办'
        when p.closed_on - p.raised_on <= 3 then '三日内办结'
        else '迟办结'
    end as state
from problems_on($problems_on::date, $as_of, $scope) as p
inner join standing_on($as_of) as s using (project_id)
left join leader_on($as_of) using (project_id)
left join owners_on($as_of) as people using (project_id, owner_role)
order by is_overdue desc, is_in_hand desc, p.raised_on, problem_id
