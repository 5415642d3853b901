-- 固定资产投资增速: each region's latest cumulative rate released by as_of for the home region's latest
-- period, the home region's lead in pp, and the two readings before. One row a region.
-- Sample counties are left to ranks.sql.
with

known as (select * from rates_on($as_of) where kind <> 'sample'),

period as (select max(period_end) as period_end from known where region = home()),

target as (select target_on($as_of, 'fai_growth') as target_pct),

now as (select known.* from known inner join period using (period_end)),

earlier as (
    select
        region,
        list(period_end order by period_end desc) as period_ends,
        list(growth_pct order by period_end desc) as rates
    from known
    where period_end < (select period.period_end from period)
    group by region
)

select
    region, coalesce(region = home(), false) as is_home,
    period_end, growth_pct, kind, released_on, released_kind, publisher,
    (select home.growth_pct from now as home where home.region = home()) - growth_pct as lead_pp,
    target_pct,
    growth_pct - target_pct as over_target_pp,
    rates[1] as previous_pct,
    period_ends[1] as previous_period_end,
    rates[2] as before_previous_pct
from now
cross join target
left join earlier using (region)
order by region <> home(), growth_pct desc, region
