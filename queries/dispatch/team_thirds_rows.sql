-- 三分之一: one row a person who is 现场盯办人 at as_of; who was on site on the fewest days first.
select
    person, projects, days, workdays, judged_on,
    ratio(days, workdays) as days_ratio,
    case when days is not null then is_reached::integer end as reached,
    case when days is not null then 1 end as judged,
    case when days is null then '未装入到场' when is_reached then '达到' else '未达到' end as state
from team_members_on($as_of, $scope)
order by days, projects desc, person
