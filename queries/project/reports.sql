-- The reports of one project in as_of's year, up to as_of.
select report_date, completed_wan, total_completed_wan, image_progress, reporter, received_at
from progress_report
where project_id = $project and report_date between year_start($as_of) and $as_of
order by report_date
