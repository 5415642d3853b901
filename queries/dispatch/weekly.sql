-- 每周必到 in the month of as_of: project-weeks with a site visit by the team / project-weeks due: first the
-- weeks that have ended and are judged (week_start null), then one row a week (Monday to Sunday), the
-- running one too; visited is null where no visits of that time were loaded.
with

by_week as (
    select
        week_start,
        week_start + 6 as week_end,
        bool_and(is_running) as is_running,
        count(*) as due,
        case when bool_and(is_judged) then count(*) filter (where is_visited) end as visited
    from visit_weeks($as_of, $scope)
    group by week_start
),

ended as (
    select
        null::date as week_start, null::date as week_end, false as is_running,
        sum(due)::bigint as due, sum(visited)::bigint as visited
    from by_week
    where not is_running and visited is not null
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
