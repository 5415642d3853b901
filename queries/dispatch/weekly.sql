-- 每周必到 in the month of as_of: project-weeks with a site visit by the team / project-weeks due: first the
-- weeks that have ended (week_start null), then one row a week (Monday to Sunday), the running one too.
with

scope as (
    select distinct project_id from pairs_in($as_of, $classes, $levels, $domains, $towns, $investors)
    where project_class = '重点项目'  -- 专班 and 分包 are of key projects (assumed reading)
),

due_weeks as (
    select distinct project_id, date_trunc('week', on_date)::date as week_start
    from days_due(date_trunc('week', date_trunc('month', $as_of))::date, $as_of)
    inner join scope using (project_id)
),

visits as (
    select distinct project_id, date_trunc('week', on_date)::date as week_start
    from visit
    where visited_by = 'team' and on_date <= $as_of
),

judged as (
    select
        project_id, week_start,
        week_start + 6 > $as_of as is_running,
        visits.week_start is not null as is_visited
    from due_weeks
    left join visits using (project_id, week_start)
),

by_week as (
    select
        week_start,
        week_start + 6 as week_end,
        bool_and(is_running) as is_running,
        count(*) as due,
        count(*) filter (where is_visited) as visited
    from judged
    group by week_start
),

ended as (
    select
        null::date as week_start, null::date as week_end, false as is_running,
        sum(due)::bigint as due, sum(visited)::bigint as visited
    from by_week
    where not is_running
    having sum(due) > 0
),

weeks as (
    select * from ended
    union all
    select * from by_week
)

select week_start, week_end, is_running, due, visited, ratio(visited, due) as visited_ratio
from weeks
order by week_start nulls first
