-- 完成投资 and 投资完成率 of the distinct projects of the filter, at one cut; beside them the year's
-- target (digit 4).
with

projects as (
    select * from projects_in($cut_on, $scope)
),

target as (select target_on($as_of, 'completed_investment') * 10000 as target_wan),

summed as (
    select
        count(*) as projects,
        sum(completed_wan) as completed_wan,
        sum(counted_completed_wan) as counted_completed_wan,
        sum(counted_plan_wan) as plan_wan,
        sum(original_plan_wan) filter (where has_plan) as original_plan_wan,
        sum(counted_planned_wan) as planned_wan,
        count(*) filter (where not has_plan) as without_plan,
        count(*) filter (where has_plan and is_due and reported_on is null) as not_reported
    from projects
)

select
    $cut_on as cut_on,
    time_progress_of($cut_on, $basis, planned_wan, plan_wan) as time_progress,
    projects, completed_wan, counted_completed_wan, plan_wan, original_plan_wan, planned_wan,
    without_plan, not_reported, target_wan,
    ratio(counted_completed_wan, plan_wan) as completion_ratio,
    100 * (completion_ratio - time_progress) as ahead_pp,
    ratio(completed_wan, target_wan) as target_ratio,
    100 * (target_ratio - time_progress) as target_ahead_pp,
    target_wan - completed_wan as to_target_wan,
    plan_wan - counted_completed_wan as to_plan_wan
from summed, target
