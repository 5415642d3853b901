-- 小微企业园: the parks of the chosen townships as last told by as_of; in all (park_id null) first.
select
    park_id,
    case when grouping(park_id) = 0 then any_value(name) end as name,
    case when grouping(park_id) = 0 then any_value(township) end as township,
    count(*) as parks,
    count(told_on) as told_parks,
    max(told_on) as told_on,
    sum(buildings) as buildings,
    sum(started) as started,
    sum(topped) as topped,
    sum(planned_m2) as planned_m2,
    sum(built_m2) as built_m2,
    sum(signed) as signed,
    sum(opened) as opened,
    ratio(sum(counted_built_m2), sum(counted_planned_m2)) as built_ratio
from parks_on($as_of, $scope['towns'])
group by grouping sets ((), (park_id))
having count(*) > 0
order by park_id is not null, built_ratio desc nulls last, park_id
