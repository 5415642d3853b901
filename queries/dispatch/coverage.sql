-- 领导督导覆盖: projects visited by their leader in the month of as_of / projects assigned to a leader then;
-- all first, then by leader. is_running: the month is not over. Null where no leader's visit of the month was
-- loaded.
select
    leader,
    count(*) as assigned,
    case when bool_or(is_judged) then count(visited_on) end as visited,
    ratio(visited, assigned) as visited_ratio,
    $as_of < last_day($as_of) as is_running
from leader_rounds($as_of, $scope)
group by grouping sets ((), (leader))
order by leader is not null, leader
