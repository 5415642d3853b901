-- 投资完成率 and 超序时进度, one row a class and, where it has levels, one a level group.
-- Everything is taken at one cut. A project of two classes stands in both.
with

pairs as (
    select its.*, level.level_group
    from pairs_in($cut_on, $scope) as its
    left join level using (level)
),

summed as (
    select
        project_class,
        coalesce(level_group, '全部') as level_group,
        count(distinct project_id) as projects,
        sum(counted_plan_wan) as plan_wan,
        sum(completed_wan) as completed_wan,
        sum(counted_completed_wan) as counted_completed_wan,
        sum(counted_planned_wan) as planned_wan,
        count(*) filter (where not has_plan) as without_plan,
        count(*) filter (where has_plan and is_due and reported_on is null) as not_reported
    from pairs
    group by grouping sets ((project_class), (project_class, level_group))
    having grouping(level_group) = 1 or level_group is not null
)

select
    class.position,
    project_class, level_group, class.short_name, projects,
    plan_wan, completed_wan, counted_completed_wan, without_plan, not_reported,
    time_progress_of($cut_on, $basis, planned_wan, plan_wan) as time_progress,
    ratio(counted_completed_wan, plan_wan) as completion_ratio,
    100 * (completion_ratio - time_progress) as ahead_pp
from summed
left join class using (project_class)
order by class.position, project_class, level_group desc
