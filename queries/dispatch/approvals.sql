-- Items of the six services granted in the year of as_of by mode, and the median days from 受理 to
-- 办结; the total first. None where no item of a mode was ever granted.
select mode, count(*) as granted, median(done_on - started_on) as median_days, items_to($as_of) as told_on
from approvals_on($as_of, $scope)
group by grouping sets ((), (mode))
having count(*) > 0
order by mode is not null, granted desc, mode
