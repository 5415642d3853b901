-- 每月必查: milestones due in the month of as_of that were checked in it / due; one row. Null where no check of
-- the month was loaded.
select
    count(*) as due,
    case when bool_or(is_judged) then count(*) filter (where is_checked) end as checked,
    ratio(checked, due) as checked_ratio
from nodes_due($as_of, $scope)
