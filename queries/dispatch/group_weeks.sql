-- 每周必到 in the month of as_of by groups of projects, $by leader, organisation or township: the project-weeks
-- of each week (Monday to Sunday), the running one too; group_name is null of the whole, visited where no
-- visits of that time were loaded.
select
    group_name, week_start,
    week_start + 6 as week_end,
    bool_and(is_running) as is_running,
    count(*) as due,
    case when bool_and(is_judged) then count(*) filter (where is_visited) end as visited
from visit_weeks($as_of, $scope)
inner join groups_in($as_of, $by, $scope) using (project_id)
group by grouping sets ((week_start), (group_name, week_start))
order by group_name nulls first, week_start
