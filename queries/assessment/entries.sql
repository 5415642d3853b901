-- Points added or taken off in the quarter of as_of, by that day.
select body, on_date, reason, points::double as points, document
from assessment_entry
where in_quarter(on_date, $as_of)
order by on_date, body, reason
