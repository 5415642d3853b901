-- 每天必传 in the month of as_of: project-days whose report was received by the end of the day / project-days
-- due: first the month so far (on_date null), then one row a day. A report without a time of receipt is in
-- neither: it is unknown, not late.
select
    on_date,
    count(*) as due,
    count(*) filter (where is_in_time) as in_time,
    count(*) filter (where is_late) as late,
    count(*) filter (where not is_reported) as missing,
    count(*) filter (where is_unknown) as unknown,
    ratio(in_time, due - unknown) as in_time_ratio
from report_days($as_of, $scope)
group by grouping sets ((), (on_date))
order by on_date nulls first
