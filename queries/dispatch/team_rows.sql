-- By 分包领导: one row a project with a team, and what it gives to the figures; the worst lamps first.
select
    project_id, name, township, organisation, leader, part, lamp,
    annual_plan_wan, completed_wan, completion_ratio,
    counted_plan_wan, counted_completed_wan,
    1 as listed,
    (lamp = '红')::integer as is_red,
    (lamp = '黄')::integer as is_yellow,
    (lamp = '绿')::integer as is_green,
    (lamp = '不计')::integer as is_not_counted,
    is_late::integer as late,
    late_since,
    is_assigned::integer as assigned,
    case when is_visit_judged then (visited_on is not null)::integer end as visited,
    visited_on, in_hand, overdue, posts, filled,
    posts - filled as vacant,
    vacant_roles, vacant_days
from team_rows_on($as_of, $cut_on, $stages_on::date, $problems_on::date, $scope)
order by leader, lamp_level desc, completion_ratio nulls last, project_id
