-- 每周必到: the projects due in the week that begins on $week whose team did not come in it by as_of, and whom to
-- remind.
select
    project_id, s.name, s.township, s.organisation, leader, caller, caller_role
from visit_weeks($as_of, $scope)
inner join standing_on($as_of) as s using (project_id)
left join leader_on($as_of) using (project_id)
left join caller_on($as_of, '现场盯办人', '首席服务官') using (project_id)
where week_start = $week::date and is_judged and not is_visited
order by caller nulls last, project_id
