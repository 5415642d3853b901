-- 年末预测 and 所需月均: Σ over projects of completed ÷ 序时 by month at the cut, each capped by what is left of
-- its total investment; from one month after the year's start. The 80 % interval draws the months to come
-- from the complete months, the rest of the running month in its part, the same months for all projects, by
-- fixed draws. Null where there is neither a plan nor a report to go by.
with

projects as (
    select
        project_id, coalesce(completed_wan, 0) as completed_wan, completed_wan is not null as is_reported,
        counted_completed_wan, annual_plan_wan, is_due, has_plan, left_wan,
        month_steps(month_ends_wan, complete_months($cut_on)) as steps_wan,
        months_passed($cut_on) as months
    from projects_in($cut_on, $scope)
    where complete_months($cut_on) > 0
),

bounded as (  -- whose cap can bite in some draw: kept apart; the others are one sum
    select
        *,
        case when left_wan < (12 - months) * list_max(steps_wan) then project_id else '' end as apart
    from projects
),

monthly as (
    select b.apart, b.left_wan, m.n as month, b.steps_wan[m.n] as increment_wan
    from bounded as b
    cross join unnest(range(1, complete_months($cut_on) + 1)) as m (n)
),

grouped as (
    select
        apart, month, sum(increment_wan) as increment_wan,
        case when apart <> '' then any_value(left_wan) end as left_wan
    from monthly
    group by apart, month
),

draws as (  -- how often each complete month stands for a month to come; slot 0 is the rest of the running one
    select
        draw,
        1 + (md5_number_lower(draw || ':' || slot) % complete_months($cut_on))::integer as month,
        sum(case when slot = 0 then ceil(months_passed($cut_on)) - months_passed($cut_on) else 1 end) as times
    from
        unnest(range(1, 201)) as d (draw),
        unnest(range(0, 13 - ceil(months_passed($cut_on))::bigint)) as s (slot)
    where complete_months($cut_on) > 0
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
        case when bool_or(is_reported or has_plan) then sum(completed_wan)::double end as completed_wan,
        sum(coalesce(counted_completed_wan, 0)) filter (where has_plan)::double as counted_completed_wan,
        count(*) filter (where is_reported) as reported_projects,
        sum(annual_plan_wan) filter (where has_plan) as plan_wan,
        sum(more_by(completed_wan, null, months, 12)) as uncapped_more_wan,
        sum(more_by(completed_wan, left_wan, months, 12)) as more_wan,
        count(*) filter (where left_wan < more_by(completed_wan, null, months, 12)) as capped_projects,
        -- an early starter gives its part already
        count(*) filter (where has_plan and not is_due and completed_wan = 0) as not_due_projects,
        sum(annual_plan_wan) filter (where has_plan and not is_due and completed_wan = 0) as not_due_plan_wan
    from projects
),

target as (select target_on($as_of, 'completed_investment') * 10000 as target_wan)

select
    case when months > 0 then $cut_on end as cut_on,
    months,
    case when months > 0 then complete_months($cut_on) end as complete_months,
    reported_projects, completed_wan, counted_completed_wan, plan_wan,
    12 - months as months_left,
    (target_wan - completed_wan) / nullif(months_left, 0) as needed_monthly_wan,
    (plan_wan - counted_completed_wan) / nullif(months_left, 0) as needed_for_plan_wan,
    completed_wan + more_wan as forecast_wan,
    completed_wan + least(more_wan, (select quantile_cont(drawn.more_wan, 0.1) from drawn)) as low_wan,
    completed_wan + greatest(more_wan, (select quantile_cont(drawn.more_wan, 0.9) from drawn)) as high_wan,
    uncapped_more_wan - more_wan as capped_wan,
    capped_projects, not_due_projects, not_due_plan_wan,
    abs(forecast_wan - target_wan) as off_target_wan,
    abs(forecast_wan - plan_wan) as off_plan_wan
from point, target
