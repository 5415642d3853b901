-- The plan's grips: completion of the projects of a class, a level group or an investor, each by itself.
with

summed as (
    select
        grip, position,
        count(*) as projects,
        sum(counted_plan_wan) as plan_wan,
        sum(completed_wan) as completed_wan,
        sum(counted_completed_wan) as counted_completed_wan,
        sum(counted_planned_wan) as planned_wan,
        count(*) filter (where not has_plan) as without_plan
    from grip_members_on($cut_on, $scope)
    group by grip, position
)

select
    grip, projects, plan_wan, completed_wan, counted_completed_wan, without_plan,
    time_progress_of($cut_on, $basis, planned_wan, plan_wan) as time_progress,
    ratio(counted_completed_wan, plan_wan) as completion_ratio,
    100 * (completion_ratio - time_progress) as ahead_pp
from summed
order by position, grip
