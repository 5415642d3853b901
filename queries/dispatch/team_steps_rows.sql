-- 六包 at as_of: one row a project with a team: the service that it is in, the item that is open, since when.
select
    project_id, s.name, s.township, s.organisation, coalesce(leader, '未填') as leader, part,
    coalesce(steps.service, '未装入') as service,
    steps.item, steps.since_on, steps.step_days, steps.done_services,
    1 as listed
from team_projects_in($as_of, $scope)
inner join standing_on($as_of) as s using (project_id)
left join leader_on($as_of) using (project_id)
left join steps_on($as_of) as steps using (project_id)
where items_to($as_of) is not null
order by service_place(steps.service) nulls last, step_days desc nulls last, project_id
