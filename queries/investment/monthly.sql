-- 逐月: month by month, what the projects of the filter had done by each month-end of the year, what their
-- plan asked for by then, and the 年末预测 on its way. The projects and plans are those of the last
-- month-end for all months, so that the curve ends at the figure and its steps are work, not list changes.
with

projects as (
    select
        completed_wan, annual_plan_wan, has_plan, left_wan, month_ends_wan, planned_ends_wan,
        month($month_end) as months
    from projects_in($month_end, $classes, $levels, $domains, $towns, $investors)
    where year($month_end) = year($as_of)
),

calendar_months as (
    select n::integer as month, last_day(make_date(year($as_of), n::integer, 1)) as ends_on
    from unnest(range(1, 13)) as m (n)
),

each_month as (
    select
        m.month, p.months, p.completed_wan as last_wan, p.left_wan,
        p.month_ends_wan[m.month] as completed_wan,
        case when p.has_plan then coalesce(
            p.planned_ends_wan[m.month], p.annual_plan_wan * day_share(m.ends_on)
        ) end as planned_wan
    from calendar_months as m
    cross join projects as p
),

summed as (
    select
        month,
        any_value(months) as months,
        sum(completed_wan)::double as completed_wan,
        sum(planned_wan)::double as planned_wan,
        sum(case when month >= months then
            coalesce(last_wan, 0) + more_by(last_wan, left_wan, months, month)
        end) as forecast_wan
    from each_month
    group by month
),

whole as (select sum(annual_plan_wan) filter (where has_plan)::double as plan_wan from projects),

target as (
    select max_by(target, valid_from)::double * 10000 as target_wan
    from program
    where year = year($as_of) and digit = '4' and valid_from <= $as_of
)

select
    m.month, m.ends_on, coalesce(m.month <= months, false) as is_complete, completed_wan,
    completed_wan - lag(completed_wan, 1, 0) over earlier as increment_wan,
    (completed_wan - lag(completed_wan, 3, 0) over earlier) / least(3, m.month) as recent_wan,
    planned_wan, forecast_wan,
    plan_wan * m.month / 12 as plan_line_wan,
    target_wan * m.month / 12 as target_line_wan
from calendar_months as m
left join summed using (month)
cross join whole
cross join target
window earlier as (order by m.month)
order by m.month
