-- How far each batch of 专项债 was used on each day that anyone of it was told, by the months since its issue;
-- from its day of issue, on which nothing was used yet. An issue not told on a day stands as it was last.
with

issues as (
    select issue_id, year, coalesce(batch, '') as named, issued_on, issued_wan
    from bond_issues_on($as_of, $scope)
),

batches as (
    select year, named, issued_on, sum(issued_wan) as issued_wan
    from issues
    group by year, named, issued_on
),

steps as (  -- what an issue used more than it was told to have used before
    select
        i.year, i.named, i.issued_on, u.report_date,
        u.used_wan - coalesce(
            lag(u.used_wan) over (partition by u.issue_id order by u.report_date), 0
        ) as more_wan
    from bond_use as u
    inner join issues as i using (issue_id)
    where u.report_date <= $as_of
),

days as (
    select year, named, issued_on, report_date, sum(more_wan) as more_wan
    from steps
    group by year, named, issued_on, report_date
    union all
    select year, named, issued_on, issued_on as report_date, 0 as more_wan from batches
),

whole as (  -- a day once, also where something was used on the day of issue
    select year, named, issued_on, report_date, sum(more_wan) as more_wan
    from days
    group by year, named, issued_on, report_date
)

select
    w.year, nullif(w.named, '') as batch, w.issued_on, w.report_date,
    (w.report_date - w.issued_on) * 12 / 365.25 as months,
    ratio(
        sum(w.more_wan) over (
            partition by w.year, w.named, w.issued_on order by w.report_date
        ),
        b.issued_wan
    ) as use_ratio
from whole as w
inner join batches as b using (year, named, issued_on)
order by w.year, w.issued_on, batch nulls first, w.report_date
