-- One row an item granted by a mode in the year of as_of; the latest first.
select
    project_id, s.name, s.township, s.organisation, a.mode, a.service, a.item, a.started_on, a.done_on,
    a.done_on - a.started_on as days_used,
    1 as granted
from approvals_on($as_of, $scope) as a
inner join standing_on($as_of) as s using (project_id)
order by a.done_on desc, project_id, a.service, a.position
