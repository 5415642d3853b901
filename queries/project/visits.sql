-- Site visits to one project in as_of's year, the last first.
select on_date, visited_by, person
from visit
where project_id = $project and on_date between year_start($as_of) and $as_of
order by on_date desc, visited_by, person
