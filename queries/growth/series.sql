-- 增速序列: every region's cumulative rates of all years, one row a region, period and whether it is known.
-- What is released after as_of stands apart, its last release only: it is drawn grey and never counted.
with

known as (select *, true as is_known from known_rates_on($as_of)),

later as (
    select *, false as is_known
    from regional_growth
    where released_on > $as_of
    qualify row_number() over (
        partition by region, period_end order by kind = 'sample', released_on desc, kind desc
    ) = 1
),

points as (
    select * from known
    union all by name
    select * from later
),

own as (select period_end, growth_pct as own_pct from known where region = home())

select
    region, coalesce(region = home(), false) as is_home, period_end, growth_pct, kind, is_known,
    -- a line joins consecutive months of one year only; 1—2月 starts it, January is never published alone
    coalesce(month(period_end) - lag(month(period_end)) over in_year = 1, false) as joins_previous,
    case when is_known and region <> home() then own_pct - growth_pct end as lead_pp,
    released_on, released_kind, publisher, url, evidence
from points
left join own using (period_end)
window in_year as (
    partition by region, year(period_end) order by period_end, is_known desc
)
order by region <> home(), kind = 'sample', region, period_end, is_known desc
