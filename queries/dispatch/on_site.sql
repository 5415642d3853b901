-- 一线: the problems closed in the month, and of those whose way is recorded how many on site; the total first,
-- then by the role that had them.
with

struck as (
    select * exclude (owner_role), coalesce(owner_role, '未填') as owner_role
    from struck_on_site($problems_on::date, $as_of, $scope)
)

select
    owner_role,
    count(*) as closed,
    count(on_site) as known,
    count(*) filter (where on_site) as on_site,
    ratio(count(*) filter (where on_site), count(on_site)) as on_site_ratio,
    $problems_on::date as judged_on
from struck
group by grouping sets ((), (owner_role))
order by owner_role is not null, role_place(owner_role) nulls last, owner_role
