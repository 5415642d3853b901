-- 每天必传 of one project in as_of's month: each day up to as_of, whether a report was due (the calendar, and
-- the project under way by its stage history), and whether it came by the end of the day.
with

days as (
    select unnest(generate_series(date_trunc('month', $as_of)::date, $as_of, interval 1 day))::date as on_date
),

at_work as (  -- the last event of a day or before says whether the project is under way
    select
        days.on_date,
        coalesce(arg_max(stage_event.stage, stage_event.on_date) in ('开工', '复工'), false) as is_under_way
    from days
    left join stage_event
        on
            days.on_date >= stage_event.on_date
            and stage_event.project_id = $project
            and stage_event.stage in ('开工', '停工', '复工', '竣工', '投产', '达效')
    group by days.on_date
)

select
    at_work.on_date,
    coalesce(calendar.report_due, false) and at_work.is_under_way as is_due,
    report.report_date is not null as is_reported,
    report.received_at,
    report.received_at::date <= at_work.on_date as in_time
from at_work
left join calendar using (on_date)
left join progress_report as report
    on at_work.on_date = report.report_date and report.project_id = $project
order by at_work.on_date
