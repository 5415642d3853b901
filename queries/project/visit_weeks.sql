-- 每周必到 of one project: its weeks due (Monday to Sunday) that end in as_of's month, and the running one.
-- None where its classes have no teams.
select week_start, is_running, is_visited, is_judged
from visit_weeks($as_of, all_projects())
where project_id = $project
order by week_start
