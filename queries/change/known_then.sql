-- What this version says of a project's completed investment on a day of the project's own: the last day
-- that an earlier version knew of. What differs there was restated; what came after it was reported.
with

asked as (
    select unnest($projects::varchar[]) as project_id, unnest($days::date[]) as known_on
)

select
    asked.project_id, asked.known_on,
    max_by(progress_report.completed_wan, progress_report.report_date) as completed_wan
from asked
left join progress_report
    on
        asked.project_id = progress_report.project_id
        and progress_report.report_date between year_start(asked.known_on) and asked.known_on
        and progress_report.report_date <= $as_of
group by asked.project_id, asked.known_on
order by asked.project_id
