-- The projects that are due and would have to complete something beyond the cut to stand at 序时 at a month-end
-- ahead, the most first: how much a week, what the last seven days brought, and who leads. The
-- month-end and the week are those of needed_by_class.
with

moment as (
    select
        goal_ahead($as_of) as next_on,
        next_on - $cut_on as days_left,
        month_share(next_on) as next_progress
    where next_on > $as_of
),

week_ago as (
    select project_id, max_by(completed_wan, report_date) as completed_wan
    from progress_report
    where report_date between year_start($cut_on) and $week_on::date
    group by project_id
),

leaders as (select project_id, leader from leader_on($as_of))

select
    project_id, s.name, s.organisation, leaders.leader, problem.text as oldest_problem,
    s.counted_plan_wan as plan_wan, s.counted_completed_wan as completed_wan,
    case when $week_on::date is not null then
        (s.counted_completed_wan - coalesce(week_ago.completed_wan, 0)) * 7 / ($cut_on - $week_on::date)
    end::double as recent_wan,
    100 * (
        ratio(s.counted_completed_wan, s.counted_plan_wan)
        - time_progress_of($cut_on, $basis, s.counted_planned_wan, s.counted_plan_wan)
    ) as ahead_pp,
    s.counted_plan_wan::double * next_progress - s.counted_completed_wan::double as needed_wan,
    case when next_on - $as_of >= 7 then needed_wan * 7 / days_left end as weekly_wan,
    next_on
from projects_in($cut_on, $scope) as s
cross join moment
left join week_ago using (project_id)
left join leaders using (project_id)
left join oldest_problem_on($problems_on::date) as problem using (project_id)
where s.has_plan and s.is_due and needed_wan > 0
order by needed_wan desc, project_id
