-- 领导督导覆盖: projects visited by their leader in the month of as_of / projects assigned to a leader then;
-- one row. is_running: the month is not over.
select
    count(*) as assigned,
    count(visited_on) as visited,
    ratio(visited, assigned) as visited_ratio,
    $as_of < last_day($as_of) as is_running
from leader_rounds($as_of, $classes, $levels, $domains, $towns, $investors)
