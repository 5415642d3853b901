-- The plan's grips: completion of the projects of a class, a level group or an investor, each by itself.
with

pairs as (
    select its.*, level.level_group
    from pairs_in($cut_on, $scope) as its
    left join level using (level)
),

members as (  -- a project once in each grip
    select distinct on (grip.grip, pairs.project_id) grip.grip, grip.position, pairs.*
    from grip
    inner join pairs
        on
            coalesce(grip.project_class = pairs.project_class, grip.project_class is null)
            and coalesce(grip.level_group = pairs.level_group, grip.level_group is null)
            and coalesce(grip.investor = investor(pairs.gov_invested), grip.investor is null)
),

summed as (
    select
        grip, position,
        count(*) as projects,
        sum(counted_plan_wan) as plan_wan,
        sum(completed_wan) as completed_wan,
        sum(counted_completed_wan) as counted_completed_wan,
        sum(counted_planned_wan) as planned_wan,
        count(*) filter (where not has_plan) as without_plan
    from members
    group by grip, position
)

select
    grip, projects, plan_wan, completed_wan, counted_completed_wan, without_plan,
    time_progress_of($cut_on, $basis, planned_wan, plan_wan) as time_progress,
    ratio(counted_completed_wan, plan_wan) as completion_ratio,
    100 * (completion_ratio - time_progress) as ahead_pp
from summed
order by position, grip
