-- 每天必传 in the month of as_of, the projects of one group, $by leader, organisation or township: what came of
-- each day due. Unchanged: 形象进度 in the same words as in the project's report before.
with

its as (
    select project_id, s.name, s.township, s.organisation, leader
    from projects_in($as_of, $scope) as s
    left join leader_on($as_of) using (project_id)
    where grouped_by($by, leader, s.organisation, s.township) = $group_name
),

texts as (
    select
        project_id, report_date,
        image_progress = lag(image_progress) over course as is_unchanged
    from progress_report
    semi join its using (project_id)
    where report_date between date_trunc('month', $as_of)::date - 31 and $as_of
    window course as (partition by project_id order by report_date)
),

days as (
    select days.*, coalesce(is_unchanged, false) as is_unchanged
    from report_days($as_of, $scope) as days
    semi join its using (project_id)
    left join texts on days.project_id = texts.project_id and days.on_date = texts.report_date
)

select
    project_id, name, township, organisation, leader,
    count(*) as due,
    count(*) filter (where is_in_time) as in_time,
    count(*) filter (where is_late) as late,
    count(*) filter (where not is_reported) as missing,
    count(*) filter (where is_unknown) as unknown,
    ratio(in_time, due - unknown) as in_time_ratio,
    list(day(on_date)) as due_days,
    list(day(on_date)) filter (where not is_reported) as missing_days,
    list(day(on_date)) filter (where is_late) as late_days,
    list(day(on_date)) filter (where is_unknown) as unknown_days,
    list(day(on_date)) filter (where is_unchanged) as unchanged_days
from days
inner join its using (project_id)
group by project_id, name, township, organisation, leader
order by missing desc, late desc, project_id
