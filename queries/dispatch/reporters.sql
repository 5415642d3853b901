-- Who sent the last report of each of the $projects that says so, by as_of.
select project_id, max_by(reporter, report_date) as reporter
from progress_report
where report_date <= $as_of and reporter is not null and list_contains($projects::varchar[], project_id)
group by project_id
order by project_id
