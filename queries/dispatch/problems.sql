-- 问题化解 at as_of, or as far as problems were loaded: in hand and overdue, of whatever year, and 三日办结率 of
-- the year's problems; one row.
select
    count(*) filter (where is_of_year) as raised,
    count(*) filter (where is_in_hand) as in_hand,
    count(*) filter (where is_overdue) as overdue,
    count(*) filter (where is_judged) as judged,
    count(*) filter (where is_closed_in_three) as closed_in_three,
    count(*) filter (where is_of_year and closed_on = raised_on) as closed_same_day,
    ratio(closed_in_three, judged) as three_day_ratio,
    $problems_on::date as judged_on
from problems_on($problems_on::date, $as_of, $scope)
