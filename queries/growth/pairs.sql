-- 两地增速差: one region's rates against another's, period by period where both are known by as_of; the
-- latest first.
with

known as (select * from known_rates_on($as_of)),

own as (select * from known where region = coalesce($region, home())),

other as (select * from known where region = coalesce($against, compared_with()))

select
    period_end,
    own.growth_pct as own_pct,
    other.growth_pct as other_pct,
    own.growth_pct - other.growth_pct as lead_pp,
    own.kind as own_kind,
    other.kind as other_kind,
    own.released_on as own_released_on,
    other.released_on as other_released_on
from own
inner join other using (period_end)
order by period_end desc
