-- 三分之一 in the month of as_of: the people who are 现场盯办人 at as_of, and how many were on site on at least a
-- third of the month's working days so far; one row.
select
    count(*) as asked,
    count(days) as judged,
    case when count(days) > 0 then count(*) filter (where days is not null and is_reached) end as reached,
    ratio(reached, judged) as reached_ratio,
    any_value(workdays) as workdays,
    any_value(judged_on) as judged_on
from team_members_on($as_of, $scope)
