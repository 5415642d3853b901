-- progress_report: 本年累计完成投资不得远超年度计划（2 倍以上）
-- The first report of a year above twice the plan that the year ends with. Lets pass years
-- without a plan, or with one of nothing: what is completed there has no base.
with

plans as (
    select project_id, year, arg_max_null(annual_plan_wan, revision) as annual_plan_wan
    from project_year
    group by project_id, year
)

select r.project_id, r.report_date, r.completed_wan, p.annual_plan_wan
from progress_report as r
inner join plans as p on r.project_id = p.project_id and year(r.report_date) = p.year
where p.annual_plan_wan > 0 and r.completed_wan > 2 * p.annual_plan_wan
qualify row_number() over (partition by r.project_id, p.year order by r.report_date) = 1
