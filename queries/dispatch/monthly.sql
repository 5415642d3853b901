-- 每月必查: milestones due in the month of as_of that were checked in it / due; one row.
select
    count(*) as due,
    count(*) filter (where is_checked) as checked,
    ratio(checked, due) as checked_ratio
from nodes_due($as_of, $classes, $levels, $domains, $towns, $investors)
