-- The rates behind a growth figure: each region's for the home region's latest period released by as_of.
with

known as (select * from rates_on($as_of)),

period as (select max(period_end) as period_end from known where region = home())

select
    region, coalesce(region = home(), false) as is_home,
    period_end, growth_pct, kind, released_on, released_kind, publisher, url
from known
inner join period using (period_end)
order by growth_pct desc, region
