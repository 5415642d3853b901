-- The lines of the year's plan in force at as_of, in their order.
select digit, position, title, indicator, target, unit
from program_on($as_of)
order by position, digit
