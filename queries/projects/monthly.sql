-- 各项目逐月: what each project completed in each complete month of the year, 万元, from January on. A month
-- without a report adds 0; a project without any report of the year has no list. $projects narrows to
-- those named (a page of the table); empty means all.
with

asked as (
    select project_id
    from projects_in($as_of, $classes, $levels, $domains, $towns, $investors)
    where len($projects) = 0 or project_id in (select unnest($projects::varchar[]))
),

month_ends as (  -- cumulative at the last report of each month that has one
    select
        project_id, month(report_date) as month,
        max_by(completed_wan, report_date)::double as completed_wan
    from progress_report
    where
        project_id in (select project_id from asked)
        and report_date between year_start($as_of) and $month_end
    group by project_id, month(report_date)
),

steps as (
    select
        project_id, month,
        completed_wan - lag(completed_wan, 1, 0) over earlier as increment_wan
    from month_ends
    window earlier as (partition by project_id order by month)
),

reported as (select distinct project_id from steps),

calendar_months as (select unnest(range(1, month($month_end)::bigint + 1)) as month)

select r.project_id, list(coalesce(s.increment_wan, 0) order by m.month) as months_wan
from reported as r
cross join calendar_months as m
left join steps as s on r.project_id = s.project_id and m.month = s.month
group by r.project_id
order by r.project_id
