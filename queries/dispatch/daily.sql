-- 每天必传 in the month of as_of: project-days whose report was received by the end of the day / project-days
-- due: first the month so far (on_date null), then one row a day. A report without a time of receipt is in
-- neither: it is unknown, not late.
with

scope as (
    select project_id from projects_in($as_of, $classes, $levels, $domains, $towns, $investors)
),

due_days as (
    select project_id, on_date
    from days_due(date_trunc('month', $as_of)::date, $as_of)
    inner join scope using (project_id)
),

received as (
    select project_id, report_date as on_date, min(received_at)::date as received_on
    from progress_report
    where report_date between date_trunc('month', $as_of)::date and $as_of
    group by project_id, report_date
)

select
    due_days.on_date,
    count(*) as due,
    count(*) filter (where received_on <= due_days.on_date) as in_time,
    count(*) filter (where received_on > due_days.on_date) as late,
    count(*) filter (where received.project_id is null) as missing,
    count(*) filter (where received.project_id is not null and received_on is null) as unknown,
    ratio(in_time, due - unknown) as in_time_ratio
from due_days
left join received using (project_id, on_date)
group by grouping sets ((), (due_days.on_date))
order by due_days.on_date nulls first
