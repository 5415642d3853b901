-- Rows of 转化率: one row a project and stage it may reach, those that wait longest first. reached: it came so
-- far; base: it came to the stage before; stuck: it came so far and no further.
with

places as (
    select
        its.*, position, stage,
        (step >= position)::integer as reached,
        (step = position)::integer as stuck
    from converted_on($as_of, $scope) as its
    cross join conversion_steps()
)

select
    project_id, name, phase, stage as conversion_step, project_class, township, organisation, leader.leader,
    coalesce(conversion_stages()[step], '未签约') as reached_stage,
    case when stuck = 1 then since_on end as stuck_since,
    case when stuck = 1 then $as_of::date - since_on end as days_since,
    reached,
    case when is_known_step($as_of, position) then reached end as converted,
    case when position > 1 then (step >= position - 1)::integer end as base,
    stuck
from places
left join leader_on($as_of) as leader using (project_id)
order by position, stuck desc, since_on nulls last, project_id, project_class
