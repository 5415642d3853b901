-- progress_report: 报告的项目要在项目表里，日期不早于 2000 年
-- Lets nothing pass; a report without a date is an offender too.
select r.project_id, r.report_date, r.completed_wan
from progress_report as r
where
    coalesce(r.report_date < date '2000-01-01', true)
    or not exists (select 1 from project as p where p.project_id = r.project_id)
