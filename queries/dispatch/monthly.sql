-- 每月必查: milestones due in the month of as_of that were checked in it / due; one row.
with

scope as (
    select project_id from projects_in($as_of, $classes, $levels, $domains, $towns, $investors)
),

due_nodes as (
    select milestone_id
    from milestone
    inner join scope using (project_id)
    where date_trunc('month', planned_on) = date_trunc('month', $as_of) and planned_on <= $as_of
),

checks as (
    select distinct milestone_id from milestone_check
    where month = date_trunc('month', $as_of) and checked_on <= $as_of
)

select count(*) as due, count(checks.milestone_id) as checked, ratio(checked, due) as checked_ratio
from due_nodes
left join checks using (milestone_id)
