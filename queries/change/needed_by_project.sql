-- The projects that are due and would have to complete something to stand at 序时 by the next month-end,
-- the most first: how much a week, what the last seven days brought, and who leads.
with

moment as (
    select
        last_day($as_of + 1) as next_on,
        last_day($as_of + 1) - $as_of as days_left,
        month(last_day($as_of + 1)) / 12.0::double as next_progress,
        day_share($as_of) as time_progress
    where year(last_day($as_of + 1)) = year($as_of)
),

week_ago as (
    select project_id, max_by(completed_wan, report_date) as completed_wan
    from progress_report
    where report_date between year_start($as_of) and $as_of - 7
    group by project_id
),

leaders as (select project_id, leader from leader_on($as_of)),

problems as (
    select project_id, arg_min(text, raised_on) as oldest_problem
    from problem
    where raised_on <= $as_of and (closed_on is null or closed_on > $as_of)
    group by project_id
)

select
    project_id, s.name, s.organisation, leaders.leader, problems.oldest_problem,
    s.counted_plan_wan as plan_wan, s.counted_completed_wan as completed_wan,
    s.counted_completed_wan - coalesce(week_ago.completed_wan, 0) as recent_wan,
    100 * (ratio(s.counted_completed_wan, s.counted_plan_wan) - time_progress) as ahead_pp,
    s.counted_plan_wan::double * next_progress - s.counted_completed_wan::double as needed_wan,
    needed_wan * 7 / days_left as weekly_wan,
    next_on
from projects_in($as_of, $classes, $levels, $domains, $towns, $investors) as s
cross join moment
left join week_ago using (project_id)
left join leaders using (project_id)
left join problems using (project_id)
where s.has_plan and s.is_due and needed_wan > 0
order by needed_wan desc, project_id
