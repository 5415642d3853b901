-- What one project planned to have completed by each month-end of the year, by the revision in force at the
-- cut.
select
    last_day(make_date(plan_curve.year, plan_curve.month, 1)) as month_end,
    plan_curve.planned_wan
from plan_curve
inner join plan_on($cut_on) using (project_id, revision)
where plan_curve.project_id = $project and plan_curve.year = year($cut_on)
order by month_end
