-- 每天必传 in the month of as_of by groups of projects, $by leader, organisation or township: the whole and each
-- group, for the month so far (on_date null) and day by day.
select
    group_name, on_date,
    count(*) as due,
    count(*) filter (where is_in_time) as in_time,
    count(*) filter (where is_late) as late,
    count(*) filter (where not is_reported) as missing,
    count(*) filter (where is_unknown) as unknown,
    ratio(in_time, due - unknown) as in_time_ratio
from report_days($as_of, $scope)
inner join groups_in($as_of, $by, $scope) using (project_id)
group by grouping sets ((), (on_date), (group_name), (group_name, on_date))
order by group_name nulls first, on_date nulls first
