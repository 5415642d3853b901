-- 每天必传 in the month of as_of, the projects of one group, $by leader, organisation or township: what came of
-- each day due. Unchanged: in the same words as the project told before, those of the site where it told any,
-- else 形象进度; a day without work tells none.
with

its as (
    select project_id, s.name, s.township, s.organisation, leader
    from projects_in($as_of, $scope) as s
    left join leader_on($as_of) using (project_id)
    where grouped_by($by, leader, s.organisation, s.township) = $group_name
),

site_days as (  -- of the reports of a day from the site, the last that was filled in
    select
        project_id, report_date,
        max_by(is_working, (filled_at, received_at)) as is_working,
        max_by(image_progress, (filled_at, received_at)) as site_words
    from site_report
    semi join its using (project_id)
    where report_date between date_trunc('month', $as_of)::date - 31 and $as_of
    group by project_id, report_date
),

told as (
    select
        project_id, report_date,
        case when coalesce(is_working, true) then coalesce(site_words, image_progress) end as words
    from progress_report
    semi join its using (project_id)
    left join site_days using (project_id, report_date)
    where report_date between date_trunc('month', $as_of)::date - 31 and $as_of
),

texts as (
    select project_id, report_date, words = lag(words ignore nulls) over course as is_unchanged
    from told
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
