-- The problems of one project raised by as_of, with the three-day clock and the state by their events. A day
-- agreed later than the third is shown as such; a closing after as_of has not happened yet.
with

known as (
    select * from problem_courses($problems_on::date)
    where project_id = $project
)

select
    problem_id, service, text, raised_on, first_due_on, due_on, closed_on, owner_role, owners.owner, on_site,
    step, tier, returns, extensions,
    $problems_on::date as judged_on,
    due_on > first_due_on as agreed_later,
    coalesce(closed_on, $problems_on::date) - raised_on as days_used,
    $problems_on::date - due_on as days_over,
    case
        when closed_on - raised_on <= 3 then '三日内办结'
        when closed_on is not null then '迟办结'
        when due_on < $problems_on::date then '超期'
        else '在办'
    end as state
from known
left join owners_on($as_of) as owners using (project_id, owner_role)
order by closed_on is not null, due_on, raised_on, problem_id
