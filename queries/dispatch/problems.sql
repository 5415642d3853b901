-- 问题化解 at as_of: in hand, overdue, and 三日办结率 of the year's problems; one row. A closing after as_of
-- has not happened yet; a problem is judged once three calendar days have passed.
with

raised as (
    select
        p.raised_on, coalesce(p.due_on, p.raised_on + 3) as due_on,
        case when p.closed_on <= $as_of then p.closed_on end as closed_on
    from problem as p
    inner join projects_in($as_of, $classes, $levels, $domains, $towns, $investors) using (project_id)
    where p.raised_on between year_start($as_of) and $as_of
)

select
    count(*) as raised,
    count(*) filter (where closed_on is null) as in_hand,
    count(*) filter (where closed_on is null and due_on < $as_of) as overdue,
    count(*) filter (where raised_on + 3 < $as_of) as judged,
    count(*) filter (where raised_on + 3 < $as_of and closed_on - raised_on <= 3) as closed_in_three,
    count(*) filter (where closed_on = raised_on) as closed_same_day,
    ratio(closed_in_three, judged) as three_day_ratio
from raised
