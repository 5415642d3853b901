-- 每天必传 of one project in as_of's month: each day up to as_of, whether a report was due (the calendar, and
-- the project under way by its stage history), whether a missing one is judged (the ledger was reported daily
-- then), and whether it came by the end of the day.
with

days as (
    select unnest(generate_series(date_trunc('month', $as_of)::date, $as_of, interval 1 day))::date as on_date
),

due as (
    select on_date from days_due(date_trunc('month', $as_of)::date, $as_of) where project_id = $project
),

judged as (
    select on_date from days_judged(date_trunc('month', $as_of)::date, $as_of) where project_id = $project
)

select
    days.on_date,
    due.on_date is not null as is_due,
    judged.on_date is not null as is_judged,
    report.report_date is not null as is_reported,
    report.received_at,
    report.received_at::date <= days.on_date as in_time
from days
left join due using (on_date)
left join judged using (on_date)
left join progress_report as report
    on days.on_date = report.report_date and report.project_id = $project
order by days.on_date
