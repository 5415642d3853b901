-- 每天必传 in the month of as_of: project-days whose report was received by the end of the day / project-days
-- due: first the month so far (on_date null), then one row a day. A report without a time of receipt is in
-- neither: it is unknown, not late.
with

counted as (
    select
        on_date,
        count(*) filter (where has_bit(due, on_date, first_day)) as due,
        count(*) filter (where has_bit(due & in_time, on_date, first_day)) as in_time,
        count(*) filter (where has_bit(due & late, on_date, first_day)) as late,
        count(*) filter (where has_bit(due & missing, on_date, first_day)) as missing,
        count(*) filter (where has_bit(due & unknown, on_date, first_day)) as unknown
    from month_board($as_of, $scope)
    cross join month_days($as_of)
    group by on_date
)

select
    on_date,
    coalesce(sum(due), 0)::bigint as due,
    coalesce(sum(in_time), 0)::bigint as in_time,
    coalesce(sum(late), 0)::bigint as late,
    coalesce(sum(missing), 0)::bigint as missing,
    coalesce(sum(unknown), 0)::bigint as unknown,
    ratio(sum(in_time), sum(due - unknown)) as in_time_ratio
from counted
where due > 0
group by grouping sets ((), (on_date))
order by on_date nulls first
