-- 每周必到 in the month of as_of by groups of projects, $by leader, organisation or township: the project-weeks
-- of each week (Monday to Sunday), the running one too; group_name is null of the whole, visited where no
-- visits of that time were loaded.
with

counted as (
    select
        group_name, week_start,
        bool_and(is_running) as is_running,
        bool_and(is_judged) as is_judged,
        count(*) as due,
        count(*) filter (where is_visited) as visited
    from visit_weeks($as_of, $scope)
    inner join groups_in($as_of, $by, $scope) using (project_id)
    group by group_name, week_start
)

select
    group_name, week_start,
    week_start + 6 as week_end,
    bool_and(is_running) as is_running,
    sum(due)::bigint as due,
    case when bool_and(is_judged) then sum(visited)::bigint end as visited
from counted
group by grouping sets ((week_start), (group_name, week_start))
order by group_name nulls first, week_start
