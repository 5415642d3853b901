-- 逐月: what the projects of the filter had done by each month-end of the year and by the cut, what their plan
-- asked for by then, and the 年末预测 on its way. The projects and plans are those of the cut for all months, so
-- that the curve ends at the figure and its steps are work, not list changes. The cut has a row of its own
-- where it is no month-end, before the end of its month.
with

projects as (
    select
        completed_wan, annual_plan_wan, has_plan, left_wan, month_ends_wan, planned_ends_wan,
        counted_planned_wan
    from projects_in($cut_on, $scope)
    where complete_months($cut_on) > 0
),

points as (
    select n::integer as month, last_day(make_date(year($cut_on), n::integer, 1)) as ends_on
    from unnest(range(1, 13)) as m (n)
    union all
    select month($cut_on)::integer as month, $cut_on as ends_on
    where $cut_on <> last_day($cut_on)
),

each_point as (
    select
        m.month, m.ends_on, p.completed_wan as last_wan, p.left_wan,
        case when m.ends_on <= $cut_on then p.month_ends_wan[m.month] end as completed_wan,
        case when p.has_plan then
            case
                when m.ends_on = $cut_on then p.counted_planned_wan
                else coalesce(p.planned_ends_wan[m.month], p.annual_plan_wan * day_share(m.ends_on))
            end
        end as planned_wan
    from points as m
    cross join projects as p
),

summed as (
    select
        ends_on,
        sum(completed_wan)::double as completed_wan,
        sum(planned_wan)::double as planned_wan,
        sum(case when ends_on >= $cut_on then
            coalesce(last_wan, 0)
            + more_by(last_wan, left_wan, months_passed($cut_on), months_passed(ends_on))
        end) as forecast_wan
    from each_point
    group by ends_on
),

whole as (
    select sum(annual_plan_wan) filter (where has_plan)::double as plan_wan, count(*) > 0 as is_begun
    from projects
),

target as (select target_on($as_of, 'completed_investment')::double * 10000 as target_wan)

select
    m.month, m.ends_on,
    months_passed(m.ends_on) as months,
    is_begun and m.ends_on <= $cut_on as is_over,
    is_begun and m.ends_on <= $cut_on and m.ends_on = last_day(m.ends_on) as is_complete,
    completed_wan,
    completed_wan - lag(completed_wan, 1, 0) over earlier as increment_wan,
    case when is_complete then
        (completed_wan - lag(completed_wan, 3, 0) over earlier) / least(3, m.month)
    end as recent_wan,
    planned_wan, forecast_wan,
    plan_wan * month_share(m.ends_on) as plan_line_wan,
    target_wan * month_share(m.ends_on) as target_line_wan
from points as m
left join summed using (ends_on)
cross join whole
cross join target
window earlier as (order by m.ends_on)
order by m.ends_on
