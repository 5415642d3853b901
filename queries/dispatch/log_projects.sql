-- 工作日志: the projects that a person had a post in at any day of the month of as_of: the post, from when to
-- when, what the project had completed at the month's beginning and now, and what it reported in the month.
with

held as (
    select
        project_id, role, min(valid_from) as valid_from,
        case when bool_or(valid_to is null or valid_to >= $as_of) then null else max(valid_to) end as valid_to
    from role_assignment
    where
        person = $person and valid_from <= $as_of
        and (valid_to is null or valid_to >= date_trunc('month', $as_of))
    group by project_id, role
),

its as (
    select
        project_id,
        string_agg(role, '、' order by role_place(role)) as roles,
        min(valid_from) as valid_from,
        case when count(valid_to) = count(*) then max(valid_to) end as valid_to
    from held
    group by project_id
),

year_reports as (
    select reports.*, report_date >= date_trunc('month', $as_of) as is_of_month
    from progress_report as reports
    semi join its using (project_id)
    where report_date between year_start($as_of) and $as_of
),

reported as (
    select
        project_id,
        coalesce(max_by(completed_wan, report_date) filter (where not is_of_month), 0) as before_wan,
        max_by(completed_wan, report_date) as completed_wan,
        max(report_date) as reported_on,
        max_by(image_progress, report_date) filter (where not is_of_month) as image_before,
        max_by(image_progress, report_date) as image_progress,
        count(distinct report_date) filter (where is_of_month) as report_days
    from year_reports
    group by project_id
)

select
    project_id, s.name, s.township, s.organisation, its.roles, its.valid_from, its.valid_to,
    leader, s.annual_plan_wan, reported.before_wan, reported.completed_wan, reported.reported_on,
    reported.image_before, reported.image_progress,
    coalesce(reported.report_days, 0) as report_days,
    steps.service, steps.item, steps.step_days
from its
inner join projects_in($as_of, $scope) as s using (project_id)
left join leader_on($as_of) using (project_id)
left join reported using (project_id)
left join steps_on($as_of) as steps using (project_id)
order by its.valid_to is not null, role_place(its.roles) nulls last, project_id
