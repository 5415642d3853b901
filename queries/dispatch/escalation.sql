-- The rules in force at as_of by which problems go up, in the order of the tiers.
select to_tier, overdue_days, returns
from rules_on($as_of)
order by tier_place(to_tier), overdue_days
