-- 每周必到 in the month of as_of, one row a project with a week due that has ended: its weeks due and visited;
-- those not visited most often first.
with

counted as (
    select
        project_id,
        count(*) as due,
        count(*) filter (where is_visited) as visited,
        count(*) filter (where not is_visited) as missing,
        string_agg(
            if(
                year(week_start) = year($as_of),
                strftime(week_start, '%m-%d'), strftime(week_start, '%Y-%m-%d')
            ),
            '、' order by week_start
        )
            filter (where not is_visited) as missing_weeks
    from visit_weeks($as_of, $scope)
    where not is_running and is_judged
    group by project_id
)

select
    project_id, s.name, s.township, s.organisation, leader, due, visited, missing, missing_weeks,
    ratio(visited, due) as visited_ratio
from counted
inner join standing_on($as_of) as s using (project_id)
left join leader_on($as_of) using (project_id)
order by missing desc, project_id
