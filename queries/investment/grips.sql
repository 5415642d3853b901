-- 两个抓手: completion of 省市级 key projects, of all key projects, and of 政府投资项目 (across classes).
with

pairs as (
    select * from pairs_in($cut_on, $scope)
),

members as (  -- a project once in each grip
    select distinct on (grip, project_id) grip, pairs.*
    from pairs, unnest([
        case when project_class = '重点项目' and level in ('省', '市') then '省市级重点项目' end,
        case when project_class = '重点项目' then '重点项目（各级）' end,
        case when gov_invested then '政府投资项目' end
    ]) as grips (grip)
    where grip is not null
),

summed as (
    select
        grip,
        count(*) as projects,
        sum(counted_plan_wan) as plan_wan,
        sum(completed_wan) as completed_wan,
        sum(counted_completed_wan) as counted_completed_wan,
        sum(counted_planned_wan) as planned_wan,
        count(*) filter (where not has_plan) as without_plan
    from members
    group by grip
)

select
    grip, projects, plan_wan, completed_wan, counted_completed_wan, without_plan,
    time_progress_of($cut_on, $basis, planned_wan, plan_wan) as time_progress,
    ratio(counted_completed_wan, plan_wan) as completion_ratio,
    100 * (completion_ratio - time_progress) as ahead_pp
from summed
order by list_position(['省市级重点项目', '重点项目（各级）', '政府投资项目'], grip)
