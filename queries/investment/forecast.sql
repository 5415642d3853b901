-- 年末预测: Σ over projects of completed × 12/n at the month cut, each capped by what is left of its
-- total investment. The 80 % interval draws the year's remaining months from those that have passed,
-- the same months for all projects, by fixed draws.
with

projects as (
    select
        project_id, coalesce(completed_wan, 0) as completed_wan, annual_plan_wan, is_due, has_plan, left_wan,
        month($month_end) as months
    from projects_in($month_end, $classes, $levels, $domains, $towns, $investors)
    where year($month_end) = year($as_of)
),

month_reports as (  -- the last report of each month: one scan, where a look-up a month would be many
    select project_id, month(report_date) as month, max_by(completed_wan, report_date) as completed_wan
    from progress_report
    where
        project_id in (select project_id from projects)
        and report_date between year_start($as_of) and $month_end
    group by project_id, month(report_date)
),

month_ends as (
    select
        p.project_id, p.months, p.left_wan, passed.n as month,
        coalesce(
            last_value(r.completed_wan ignore nulls) over (
                partition by p.project_id order by passed.n rows unbounded preceding
            ), 0
        ) as completed_wan
    from projects as p
    cross join unnest(range(1, p.months + 1)) as passed (n)
    left join month_reports as r on p.project_id = r.project_id and passed.n = r.month
),

monthly as (
    select
        *,
        (completed_wan - lag(completed_wan, 1, 0) over earlier)::double as increment_wan
    from month_ends
    window earlier as (partition by project_id order by month)
),

bounded as (  -- whose cap can bite in some draw: kept apart; the others are one sum
    select
        month, months, increment_wan, left_wan,
        case
            when left_wan < (12 - months) * max(increment_wan) over (partition by project_id) then project_id
            else ''
        end as apart
    from monthly
),

grouped as (
    select
        apart, month, any_value(months) as months, sum(increment_wan) as increment_wan,
        case when apart <> '' then any_value(left_wan) end as left_wan
    from bounded
    group by apart, month
),

draws as (  -- how often each passed month stands for a month to come
    select draw, 1 + (md5_number_lower(draw || ':' || slot) % months)::integer as month, count(*) as times
    from
        (select any_value(months) as months from projects) as passed,
        unnest(range(1, 201)) as d (draw),
        unnest(range(1, 13 - months)) as s (slot)
    group by draw, month
),

to_come as (
    select draw, apart, least(coalesce(any_value(left_wan), 'inf'), sum(times * increment_wan)) as more_wan
    from draws
    inner join grouped using (month)
    group by draw, apart
),

drawn as (select draw, sum(more_wan) as more_wan from to_come group by draw),

point as (
    select
        any_value(months) as months,
        sum(completed_wan)::double as completed_wan,
        sum(annual_plan_wan) filter (where has_plan) as plan_wan,
        sum(more_by(completed_wan, null, months, 12)) as uncapped_more_wan,
        sum(more_by(completed_wan, left_wan, months, 12)) as more_wan,
        count(*) filter (where left_wan < more_by(completed_wan, null, months, 12)) as capped_projects,
        -- an early starter gives its part already
        count(*) filter (where has_plan and not is_due and completed_wan = 0) as not_due_projects,
        sum(annual_plan_wan) filter (where has_plan and not is_due and completed_wan = 0) as not_due_plan_wan
    from projects
),

target as (
    select max_by(target, valid_from) * 10000 as target_wan
    from program
    where year = year($as_of) and digit = '4' and valid_from <= $as_of
)

select
    case when months > 0 then $month_end end as cut_on,
    months,
    completed_wan,
    completed_wan + more_wan as forecast_wan,
    completed_wan + least(more_wan, (select quantile_cont(drawn.more_wan, 0.1) from drawn)) as low_wan,
    completed_wan + greatest(more_wan, (select quantile_cont(drawn.more_wan, 0.9) from drawn)) as high_wan,
    uncapped_more_wan - more_wan as capped_wan,
    capped_projects, not_due_projects, not_due_plan_wan,
    abs(forecast_wan - target_wan) as off_target_wan,
    abs(forecast_wan - plan_wan) as off_plan_wan
from point, target
