-- 入库率: started projects with a 入库 event / started projects with a total of 500 万元 and more.
select
    count(*) filter (where registered_on is not null) as registered,
    count(*) as to_register,
    ratio(registered, to_register) as registration_ratio
from projects_in($as_of, $classes, $levels, $domains, $towns, $investors)
where is_started and total_wan >= 500
