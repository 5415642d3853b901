-- The years that a screen can be switched to: those with lines of the plan or with reports.
with

found as (
    select year, null::date as last_report_on from program
    union all
    select year(report_date), report_date from progress_report
)

select year, max(last_report_on) as last_report_on
from found
where year is not null
group by year
order by year
