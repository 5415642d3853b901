-- Rows of states: one row a pair with the state it is in at as_of. Money at the cut; days: past the day it
-- was due to start, as far as stages were loaded, before it negative.
with

money as (select * from pairs_in($cut_on, $scope))

select
    project_id, its.name, project_class, its.level, its.project_state, its.township, its.organisation,
    leader.leader, its.due_on, its.started_on, its.made_on, its.last_stage,
    case when its.project_state in ('应开未开', '未到开工日') then $stages_on::date - its.due_on end as days_over,
    money.annual_plan_wan, money.completed_wan,
    ratio(money.counted_completed_wan, money.counted_plan_wan) as completion_ratio,
    1 as listed
from pair_states_on($as_of, $scope) as its
left join money using (project_id, project_class)
left join leader_on($as_of) as leader using (project_id)
order by
    list_position(
        ['此前已投产', '今年投产', '已竣工未投产', '在建', '应开未开', '停工', '未到开工日', '未定开工日'], project_state
    ),
    days_over desc nulls last, money.annual_plan_wan desc nulls last, project_id, project_class
