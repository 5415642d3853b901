-- What is to be completed by the next month-end to stand at 序时 there, in all (first row, distinct
-- projects) and by class; and what the last seven days brought. None after the year's last month-end.
with

moment as (
    select
        last_day($as_of + 1) as next_on,
        last_day($as_of + 1) - $as_of as days_left,
        month(last_day($as_of + 1)) / 12.0::double as next_progress,
        year(last_day($as_of + 1)) = year($as_of) as is_same_year
),

week_ago as (
    select project_id, max_by(completed_wan, report_date) as completed_wan
    from progress_report
    where report_date between year_start($as_of) and $as_of - 7
    group by project_id
),

parts as (
    select null as project_class, s.*
    from projects_in($as_of, $classes, $levels, $domains, $towns, $investors) as s
    union all by name
    select p.* exclude (level, phase, subdomain)
    from pairs_in($as_of, $classes, $levels, $domains, $towns, $investors) as p
),

summed as (
    select
        parts.project_class,
        count(*) filter (where has_plan) as projects,
        sum(counted_plan_wan)::double as plan_wan,
        sum(counted_completed_wan)::double as completed_wan,
        sum(
            counted_completed_wan - case when has_plan then coalesce(week_ago.completed_wan, 0) end
        )::double as recent_wan
    from parts
    left join week_ago using (project_id)
    group by parts.project_class
)

select
    class.position, project_class, class.short_name, projects, plan_wan, completed_wan, recent_wan,
    next_on, days_left,
    case when is_same_year then next_progress end as next_progress,
    case when is_same_year then plan_wan * next_progress end as next_wan,
    case when is_same_year then greatest(0, plan_wan * next_progress - completed_wan) end as needed_wan,
    needed_wan * 7 / days_left as weekly_wan
from summed
cross join moment
left join class using (project_class)
where plan_wan > 0
order by class.position nulls first
