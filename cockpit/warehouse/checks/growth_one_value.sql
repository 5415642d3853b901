-- regional_growth: 一个地区一个期末只能有一个增速
-- A second rate of another kind beside the first. Lets nothing pass.
select
    region, period_end, kind, growth_pct,
    first_value(kind) over (partition by region, period_end order by kind) as other
from regional_growth
qualify row_number() over (partition by region, period_end order by kind) > 1
