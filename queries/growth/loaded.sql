-- Whether the home region's rates are loaded at all, and the last one known on as_of, of whichever year:
-- before the year's first release there is no rate of the year, and yet one to name. Samples apart.
with

own as (select * from known_rates_on($as_of) where region = home() and kind <> 'sample')

select
    (
        select count(*) > 0 from regional_growth where region = home() and kind <> 'sample'
    ) as is_loaded,
    count(*) > 0 as is_known,
    coalesce(bool_or(year(period_end) = year($as_of)), false) as is_of_year,
    max(period_end) as last_period_end,
    max_by(growth_pct, period_end) as last_growth_pct,
    max_by(kind, period_end) as last_kind,
    max_by(released_on, period_end) as last_released_on
from own
