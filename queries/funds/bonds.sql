-- 专项债资金: issued to the projects of the filter and used to date, by year of issue and in all (year null);
-- what lies idle, what the city's target still asks for, and the pace of the last three months. 万元.
with

since as (  -- three months before the day to which bonds are told; a month's end is one
    select
        case
            when $bonds_on::date = last_day($bonds_on::date)
                then last_day(($bonds_on::date - interval 3 months)::date)
            else ($bonds_on::date - interval 3 months)::date
        end as since_on
),

told as (select count(*) > 0 as is_told from bond_use inner join since on report_date <= since_on),

earlier as (
    select issue_id, max_by(used_wan, report_date) as earlier_wan
    from bond_use
    inner join since on report_date <= since_on
    group by issue_id
),

summed as (
    select
        year,
        count(distinct project_id) as projects,
        count(*) as issues,
        sum(issued_wan) as issued_wan,
        sum(used_wan) as used_wan,
        sum(idle_wan) as idle_wan,
        sum(used_wan) - coalesce(sum(earlier_wan), 0) as recent_wan
    from bond_issues_on($as_of, $scope)
    left join earlier using (issue_id)
    group by grouping sets ((year), ())
    having count(*) > 0
),

target as (  -- one a year of issue: the next that falls due, else the last that did
    select * from fund_target
    qualify row_number() over (
        partition by issue_year
        order by due_on < $as_of, abs(due_on - $as_of), target_id
    ) = 1
),

aimed as (
    select
        summed.*, target.target_ratio, target.due_on as target_due_on, target.kind as target_kind,
        case
            when target.target_ratio is not null
                then greatest(0, target.target_ratio * issued_wan - used_wan)
        end as short_wan,
        case
            when target.due_on > $as_of
                then short_wan::double / months_between($as_of, target.due_on)
        end as needed_wan
    from summed
    left join target on summed.year = target.issue_year
),

asked as (select sum(short_wan) as short_wan, sum(needed_wan) as needed_wan from aimed)

select
    a.year, projects, issues, issued_wan, used_wan, idle_wan,
    ratio(used_wan, issued_wan) as use_ratio,
    a.target_ratio, a.target_due_on, a.target_kind,
    case when a.year is null then asked.short_wan else a.short_wan end as short_wan,
    case when a.year is null then asked.needed_wan else a.needed_wan end as needed_monthly_wan,
    case when told.is_told then recent_wan::double / 3 end as recent_monthly_wan
from aimed as a
cross join asked
cross join told
order by a.year nulls first
