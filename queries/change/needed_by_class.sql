-- What is to be completed beyond the cut to stand at 序时 at a month-end ahead, in all (first row, distinct
-- projects) and by class; and what the last seven days brought, where the ledger is reported that often.
-- The month-end is that of as_of, two weeks off or more: what one day would have to bring is nobody's pace.
-- Days are from the cut on, for weeks not reported were not idle. At the year's end it is 31 December; with
-- less than a week left there is an amount, no pace.
with

moment as (
    select
        goal_ahead($as_of) as next_on,
        next_on - $cut_on as days_left,
        next_on - $as_of as days_ahead,
        month_share(next_on) as next_progress
),

week_ago as (
    select project_id, max_by(completed_wan, report_date) as completed_wan
    from progress_report
    where report_date between year_start($cut_on) and $week_on::date
    group by project_id
),

parts as (
    select null as project_class, s.*
    from projects_in($cut_on, $scope) as s
    union all by name
    select p.* exclude (level, phase, subdomain)
    from pairs_in($cut_on, $scope) as p
),

summed as (
    select
        parts.project_class,
        count(*) filter (where has_plan) as projects,
        sum(counted_plan_wan)::double as plan_wan,
        sum(counted_completed_wan)::double as completed_wan,
        case when $week_on::date is not null then sum(
            counted_completed_wan - case when has_plan then coalesce(week_ago.completed_wan, 0) end
        ) * 7 / ($cut_on - $week_on::date) end::double as recent_wan
    from parts
    left join week_ago using (project_id)
    group by parts.project_class
)

select
    class.position, project_class, class.short_name, projects, plan_wan, completed_wan, recent_wan,
    next_on, days_left, days_ahead,
    case when days_ahead > 0 then next_progress end as next_progress,
    case when days_ahead > 0 then plan_wan * next_progress end as next_wan,
    case when days_ahead > 0 then greatest(0, plan_wan * next_progress - completed_wan) end as needed_wan,
    case when days_ahead >= 7 then needed_wan * 7 / days_left end as weekly_wan
from summed
cross join moment
left join class using (project_class)
where plan_wan > 0 and completed_wan is not null  -- before the first report of the year there is no pace
order by project_class is not null, class.position, project_class
