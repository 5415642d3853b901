-- 问题化解 at as_of, or as far as problems were loaded: one row a problem of the year or still
-- open; overdue first, then those in hand, the oldest first.
select
    problem_id, project_id, s.name, s.township, leader, service, p.text,
    raised_on, p.due_on, closed_on,
    is_in_hand::integer as in_hand,
    is_overdue::integer as overdue,
    is_judged::integer as judged,
    is_closed_in_three::integer as closed_in_three,
    case when is_overdue then $problems_on::date - p.due_on end as days_over,
    case
        when is_overdue then '超期'
        when is_in_hand then '在办'
        when closed_on - raised_on <= 3 then '三日内办结'
        else '迟办结'
    end as state
from problems_on($problems_on::date, $as_of, $scope) as p
inner join standing_on($as_of) as s using (project_id)
left join leader_on($as_of) using (project_id)
order by is_overdue desc, is_in_hand desc, raised_on, problem_id
