-- 五个一 at as_of of the projects of one leader: who has each of the five roles, or since how long it is vacant.
select
    project_id, role, person, last_holder, vacant_days
from posts_on($as_of, $scope)
left join leader_on($as_of) using (project_id)
where coalesce(leader, '未填') = $leader
order by project_id, role_place(role)
