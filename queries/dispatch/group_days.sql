-- 每天必传 in the month of as_of by groups of projects, $by leader, organisation or township: the whole and each
-- group, for the month so far (on_date null) and day by day. Counted once by group and day, and then
-- added up: of 50,000 projects there are a million project-days, of their groups a thousand.
with

boards as (
    select *
    from month_board($as_of, $scope)
    inner join groups_in($as_of, $by, $scope) using (project_id)
),

counted as (
    select
        group_name,
        on_date,
        count(*) filter (where has_bit(due, on_date, first_day)) as due,
        count(*) filter (where has_bit(due & in_time, on_date, first_day)) as in_time,
        count(*) filter (where has_bit(due & late, on_date, first_day)) as late,
        count(*) filter (where has_bit(due & missing, on_date, first_day)) as missing,
        count(*) filter (where has_bit(due & unknown, on_date, first_day)) as unknown
    from boards
    cross join month_days($as_of)
    group by group_name, on_date
)

select
    group_name, on_date,
    coalesce(sum(due), 0)::bigint as due,
    coalesce(sum(in_time), 0)::bigint as in_time,
    coalesce(sum(late), 0)::bigint as late,
    coalesce(sum(missing), 0)::bigint as missing,
    coalesce(sum(unknown), 0)::bigint as unknown,
    ratio(sum(in_time), sum(due - unknown)) as in_time_ratio
from counted
where due > 0
group by grouping sets ((), (on_date), (group_name), (group_name, on_date))
order by group_name nulls first, on_date nulls first
