-- 专项债 paid in each month of the year to as_of, by year of issue and in all (year null). 万元.
-- Null in a month of which nobody told; an issue older than the month of which nothing was told by the month
-- before has no amount of the month: the issues left out are counted.
with

months as (
    select
        unnest(generate_series(year_start($as_of), $as_of, interval 1 month))::date as month
),

ends as (
    select month, least(last_day(month), $as_of) as end_on, month - 1 as before_on
    from months
),

told as (
    select e.month, count(u.issue_id) as reports
    from ends as e
    left join bond_use as u on u.report_date between e.month and e.end_on
    group by e.month
),

paid as (
    select
        e.month, i.year, i.issue_id,
        max_by(u.used_wan, u.report_date) filter (where u.report_date <= e.end_on) as used_wan,
        max_by(u.used_wan, u.report_date) filter (where u.report_date <= e.before_on) as before_wan,
        i.issued_on > e.before_on as is_new
    from ends as e
    inner join bond_issues_on($as_of, $scope) as i on e.end_on >= i.issued_on
    left join bond_use as u on i.issue_id = u.issue_id and e.end_on >= u.report_date
    group by e.month, e.before_on, i.year, i.issue_id, i.issued_on
),

more as (
    select
        month, year, issue_id,
        case when is_new or before_wan is not null or used_wan is null
            then coalesce(used_wan, 0) - coalesce(before_wan, 0)
        end as paid_wan
    from paid
)

select
    m.month, m.year,
    case when any_value(t.reports) > 0 then sum(m.paid_wan) end as paid_wan,
    count(*) filter (where m.paid_wan is null) as left_out
from more as m
inner join told as t using (month)
group by grouping sets ((m.month, m.year), (m.month))
order by m.month, m.year nulls first
