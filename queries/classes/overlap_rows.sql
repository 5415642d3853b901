-- Rows of 类别重叠: one row a distinct project on the list at as_of, most classes first, then by plan. Money at
-- the cut.
with

money as (select * from projects_in($cut_on, $scope))

select
    project_id, s.name, s.township, s.organisation, leader.leader,
    of_classes.combination, of_classes.classes_held, of_classes.held_in,
    money.annual_plan_wan, money.completed_wan,
    ratio(money.counted_completed_wan, money.counted_plan_wan) as completion_ratio,
    1 as listed
from combinations_on($as_of, $scope) as of_classes
inner join standing_on($as_of) as s using (project_id)
left join money using (project_id)
left join leader_on($as_of) as leader using (project_id)
order by len(of_classes.class_list) desc, money.annual_plan_wan desc nulls last, project_id
