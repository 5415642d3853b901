-- 每月必查: one row a milestone due in the month of as_of; those not checked first.
select
    milestone_id, title, project_id, s.name, s.township, s.organisation, leader, caller, caller_role,
    nodes.planned_on, checked_on,
    1 as due,
    case when is_judged then is_checked::integer end as checked,
    case when is_checked then '已查' when is_judged then '未查' else '未装入检查' end as state
from nodes_due($as_of, $scope) as nodes
inner join standing_on($as_of) as s using (project_id)
left join leader_on($as_of) using (project_id)
left join caller_on($as_of, '首席服务官', '现场盯办人') using (project_id)
order by is_checked, nodes.planned_on, milestone_id
