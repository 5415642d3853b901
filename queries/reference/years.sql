-- The years that a screen can be switched to: those with lines of the plan or with reports.
with

found as (
    select year, null::date as first_on, null::date as reported_on from program
    union all
    select year(month_on), first_on, reported_on from report_months
)

select
    year,
    min(first_on) as first_report_on,
    max(reported_on) as last_report_on
from found
where year is not null
group by year
order by year
