-- progress_report: 开工以来完成投资不得超过总投资
-- The first report of a project above its total investment, by the profile of that day (before the
-- first profile: the first). Lets pass projects without a total. The year's figure alone counts
-- where the figure since the start is missing.
with

totals as (
    select
        project_id, total_wan,
        case
            when lag(valid_from) over (partition by project_id order by valid_from) is null
                then date '1900-01-01'
            else valid_from
        end as since
    from project
),

judged as (
    select
        r.project_id, r.report_date, t.total_wan,
        greatest(r.completed_wan, r.total_completed_wan) as total_completed_wan
    from progress_report as r
    asof join totals as t on r.project_id = t.project_id and r.report_date >= t.since
)

select project_id, report_date, total_completed_wan, total_wan
from judged
where total_completed_wan > total_wan
qualify row_number() over (partition by project_id order by report_date) = 1
