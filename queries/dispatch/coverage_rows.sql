-- 领导督导覆盖: one row a project that is led, with its leader at as_of; those not visited this month first.
select
    project_id, s.name, s.township, s.organisation, rounds.leader, visited_on,
    1 as assigned,
    case when is_judged then (visited_on is not null)::integer end as visited,
    case when visited_on is not null then '已到' when is_judged then '未到' else '未装入到场' end as state,
    case
        when s.last_stage in ('停工', '竣工', '投产', '达效') then s.last_stage
        when s.is_started or s.last_stage in ('开工', '复工') then '在建'
        when s.is_due then '应开未开'
        else '未到开工日'
    end as phase
from leader_rounds($as_of, $scope) as rounds
inner join standing_on($as_of) as s using (project_id)
order by visited, rounds.leader, project_id
