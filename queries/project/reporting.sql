-- What a site's form knows beforehand: the project, its year's plan, and its last report of the year before
-- as_of, which is the day that is to be reported.
with

profile as (
    select
        any_value(project_id) as project_id,
        arg_max(name, valid_from) as name,
        arg_max(organisation, valid_from) as organisation,
        arg_max(township, valid_from) as township
    from project
    where project_id = $project
),

plan as (
    select arg_max_null(annual_plan_wan, revision) as annual_plan_wan
    from project_year
    where project_id = $project and year = year($as_of)
),

reports as (
    select report_date, completed_wan, image_progress, reporter, received_at
    from progress_report
    where project_id = $project and report_date < $as_of and report_date >= year_start($as_of)
),

last_one as (
    select
        max(report_date) as last_on,
        max_by(completed_wan, report_date) as last_wan,
        max_by(image_progress, report_date) as last_image,
        max_by(received_at, report_date) as last_received_at,
        max_by(reporter, report_date) as reporter
    from reports
),

week as (  -- what a day of the last week completed on average
    select
        (max_by(r.completed_wan, r.report_date) - min_by(r.completed_wan, r.report_date))
        / nullif(max(r.report_date) - min(r.report_date), 0) as daily_wan
    from reports as r
    cross join last_one
    where r.report_date >= last_one.last_on - 7
),

owner as (
    select any_value(person order by valid_from desc) as owner
    from role_assignment
    where
        project_id = $project and role = '首席服务官'
        and valid_from <= $as_of and coalesce(valid_to >= $as_of, true)
)

select
    profile.project_id, profile.name, profile.organisation, profile.township, plan.annual_plan_wan,
    last_one.last_on, last_one.last_wan, last_one.last_image, last_one.last_received_at, last_one.reporter,
    week.daily_wan, owner.owner
from profile
cross join plan
cross join last_one
cross join week
cross join owner
