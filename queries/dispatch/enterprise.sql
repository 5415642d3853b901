-- 万人助万企 up to as_of: all years first (solved_year null), then year by year, the newest first: questions
-- raised in it, solved in it, 奖补 paid for those; how many were open at its end, or at as_of. No project's:
-- whatever is chosen of projects.
with

events as (
    select year(raised_on) as solved_year, 1 as raised, 0 as solved, 0.0 as subsidy_wan, null as days
    from enterprise_service
    where raised_on <= $as_of
    union all
    select
        year(solved_on) as solved_year, 0 as raised, 1 as solved,
        coalesce(subsidy_wan, 0) as subsidy_wan, solved_on - raised_on as days
    from enterprise_service
    where solved_on <= $as_of
),

counted as (
    select
        solved_year,
        sum(raised)::bigint as raised,
        sum(solved)::bigint as solved,
        sum(subsidy_wan)::double as subsidy_wan,
        median(days) as median_days,
        solved_year is null as is_total
    from events
    group by grouping sets ((), (solved_year))
    having count(*) > 0
)

select
    solved_year, raised, solved, subsidy_wan, median_days,
    sum(raised - solved) over (partition by is_total order by solved_year)::bigint as in_hand
from counted
order by solved_year desc nulls first
