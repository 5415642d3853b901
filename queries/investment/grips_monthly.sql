-- The grips by month: completion of each one's projects at the month-ends by the cut, and at the cut.
-- Projects and plans are those of the cut for all months, so that the curve ends at the figure.
with

summed as (
    select
        pairs.grip, pairs.position, p.month, p.on_date,
        sum(pairs.counted_plan_wan) as plan_wan,
        sum(pairs.month_ends_wan[p.month]) filter (where pairs.has_plan and counted_completed_wan is not null)
            as done_wan,
        sum(
            planned_at(
                p.month, p.on_date, $cut_on,
                pairs.counted_planned_wan, pairs.planned_ends_wan, pairs.annual_plan_wan
            )
        ) filter (where pairs.has_plan) as planned_wan
    from grip_members_on($cut_on, $scope) as pairs
    cross join points_to($cut_on) as p
    group by pairs.grip, pairs.position, p.month, p.on_date
)

select
    grip, month, on_date,
    months_passed(on_date) as months,
    plan_wan,
    done_wan as counted_completed_wan,
    time_progress_of(on_date, $basis, planned_wan, plan_wan) as time_progress,
    ratio(done_wan, plan_wan) as completion_ratio,
    100 * (completion_ratio - time_progress) as ahead_pp
from summed
order by position, grip, month
