-- 领域 × 类别: completion of the pairs of each domain and class at the cut. Totals are by_domain's and
-- by_class's: recomputed from sums, never added up from cells.
with

summed as (
    select
        domain, project_class,
        count(*) as projects,
        sum(counted_plan_wan) as plan_wan,
        sum(counted_completed_wan) as counted_completed_wan,
        sum(counted_planned_wan) as planned_wan,
        count(*) filter (where not has_plan) as without_plan
    from pairs_in($cut_on, $scope)
    group by domain, project_class
)

select
    domain, project_class, projects, without_plan, plan_wan, counted_completed_wan,
    time_progress_of($cut_on, $basis, planned_wan, plan_wan) as time_progress,
    ratio(counted_completed_wan, plan_wan) as completion_ratio,
    100 * (completion_ratio - time_progress) as ahead_pp
from summed
left join class using (project_class)
order by domain, class.position, project_class
