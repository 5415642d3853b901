-- The home region's cumulative growth of each period of the year, as known on as_of. Sample apart.
select period_end, growth_pct, kind, released_on, publisher
from rates_on($as_of)
where region = home() and kind <> 'sample'
order by period_end
