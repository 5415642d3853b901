-- 一线: one row a problem closed in the month; those not on site first.
select
    problem_id, project_id, s.name, s.township, s.organisation, p.service, p.text,
    coalesce(p.owner_role, '未填') as owner_role, owner, p.raised_on, p.closed_on,
    p.on_site::integer as on_site,
    (p.on_site is not null)::integer as known,
    case when p.on_site then '现场' when p.on_site is null then '没有记' else '不在现场' end as state
from struck_on_site($problems_on::date, $as_of, $scope) as p
inner join standing_on($as_of) as s using (project_id)
left join owners_on($as_of) using (project_id, owner_role)
order by p.on_site nulls first, p.closed_on, problem_id
