-- The seven days that end on as_of, or as far as problems were loaded: problems in hand before them, raised,
-- moved and closed in them; one row. before + raised - closed = in_hand.
select
    $problems_on::date - 6 as week_from,
    $problems_on::date as week_to,
    count(*) filter (where is_before) as before,
    count(*) filter (where is_raised) as raised,
    count(*) filter (where is_moved) as moved,
    count(*) filter (where is_closed) as closed,
    count(*) filter (where closed_on is null) as in_hand
from problem_week_on($problems_on::date, $as_of, $scope)
