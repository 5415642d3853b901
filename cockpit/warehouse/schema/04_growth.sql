-- Growth: the rates known on a day. Definition: docs/metrics.md, digit 1.

create macro known_rates_on(day) as table  -- one row a region and period, as last released by that day
    select *
    from regional_growth
    where released_on <= day
    qualify row_number() over (
        partition by region, period_end order by kind = 'sample', released_on desc, kind desc
    ) = 1;

create macro rates_on(day) as table  -- those of the day's year
    select * from known_rates_on(day) where year(period_end) = year(day);
