-- Domains by month: completion of the distinct projects of each at the month-ends by the cut, and at the
-- cut, with the projects, domains and plans of the cut for all months: the last month is by_domain's figure.
with

summed as (
    select
        its.domain, p.month, p.on_date,
        sum(its.counted_plan_wan) as plan_wan,
        sum(its.month_ends_wan[p.month]) filter (where its.has_plan and counted_completed_wan is not null)
            as done_wan,
        sum(
            planned_at(
                p.month, p.on_date, $cut_on,
                its.counted_planned_wan, its.planned_ends_wan, its.annual_plan_wan
            )
        ) filter (where its.has_plan) as planned_wan
    from projects_in($cut_on, $scope) as its
    cross join points_to($cut_on) as p
    group by its.domain, p.month, p.on_date
)

select
    domain, month, on_date,
    plan_wan,
    done_wan as counted_completed_wan,
    time_progress_of(on_date, $basis, planned_wan, plan_wan) as time_progress,
    ratio(done_wan, plan_wan) as completion_ratio,
    100 * (completion_ratio - time_progress) as ahead_pp
from summed
order by domain, month
