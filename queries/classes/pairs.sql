-- Rows of parts: one row a (project, class) pair at the cut, the furthest behind 序时 first.
select
    project_id, name, project_class, level, phase, subdomain, township, organisation, leader.leader,
    annual_plan_wan, completed_wan, counted_plan_wan, counted_completed_wan,
    completion_ratio, ahead_pp, months_wan, behind, 1 as listed
from class_pairs_on($cut_on, $scope, $basis)
left join leader_on($as_of) as leader using (project_id)
order by ahead_pp nulls last, annual_plan_wan desc nulls last, project_id, project_class
