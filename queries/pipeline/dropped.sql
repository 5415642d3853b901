-- Entries that left in the year, by library and reason, by library, and in all (null).
select
    library, reason,
    sum(dropped)::integer as dropped
from dropped_on($as_of, $scope)
group by grouping sets ((library, reason), (library), ())
having count(*) > 0
order by library nulls first, dropped desc, reason nulls first
