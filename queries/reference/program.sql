-- The lines of the year's plan in force at as_of, in their order.
select digit, max(position) as position, max_by(title, valid_from) as title,
    max_by(indicator, valid_from) as indicator, max_by(target, valid_from) as target,
    max_by(unit, valid_from) as unit
from program
where year = year($as_of) and valid_from <= $as_of
group by digit
order by position
