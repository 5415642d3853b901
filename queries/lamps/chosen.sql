-- The lamp of just these projects of the filter on as_of, as lamps/by_project gives it of all.
select
    s.project_id,
    coalesce(l.lamp, '不计') as lamp,
    coalesce(l.lamp_level, 0) as lamp_level
from projects_in($as_of, $scope) as s
left join lamps_on($as_of, $cut_on, $stages_on::date) as l using (project_id)
where list_contains($projects::varchar[], s.project_id)
order by s.project_id
