-- 专项债资金: issued to the projects of the filter and used to date, by year of issue and in all (year null).
with

used as (
    select issue_id, max_by(used_wan, report_date) as used_wan
    from bond_use
    where report_date <= $as_of
    group by issue_id
),

scope as (
    select project_id from projects_in($as_of, $scope)
),

summed as (
    select
        year,
        count(distinct project_id) as projects,
        count(*) as issues,
        sum(amount_wan) as issued_wan,
        coalesce(sum(used_wan), 0) as used_wan
    from bond_issue
    inner join scope using (project_id)
    left join used using (issue_id)
    where issued_on <= $as_of
    group by grouping sets ((year), ())
    having count(*) > 0
),

target as (  -- one a year of issue: the next that falls due, else the last that did
    select * from fund_target
    qualify row_number() over (
        partition by issue_year
        order by due_on < $as_of, abs(due_on - $as_of), target_id
    ) = 1
)

select
    summed.year, projects, issues, issued_wan, used_wan,
    ratio(used_wan, issued_wan) as use_ratio,
    target.target_ratio, target.due_on as target_due_on
from summed
left join target on summed.year = target.issue_year
order by summed.year nulls first
