-- 领导督导覆盖: projects visited by their leader in the month of as_of / projects assigned to a leader then;
-- one row. is_running: the month is not over.
with

scope as (
    select distinct project_id from pairs_in($as_of, $classes, $levels, $domains, $towns, $investors)
    where project_class = '重点项目'  -- 专班 and 分包 are of key projects (assumed reading)
),

led as (
    select project_id, leader
    from leader_on($as_of)
    inner join scope using (project_id)
    where leader is not null
),

visits as (
    select distinct project_id, person as leader from visit
    where visited_by = 'leader' and on_date between date_trunc('month', $as_of) and $as_of
)

select
    count(*) as assigned,
    count(visits.project_id) as visited,
    ratio(visited, assigned) as visited_ratio,
    $as_of < last_day($as_of) as is_running
from led
left join visits using (project_id, leader)
