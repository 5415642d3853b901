-- 万人助万企 up to as_of: one row a question of a firm; open ones first, then the last solved.
select
    service_id, firm, coalesce(kind, '未填') as kind, raised_on,
    if(solved_on <= $as_of, solved_on, null) as closed_on,
    if(solved_on <= $as_of, year(solved_on), null) as solved_year,
    case when solved_on <= $as_of then '已解决' else '在办' end as state,
    coalesce(solved_on <= $as_of, false)::integer as solved,
    case when solved_on <= $as_of then subsidy_wan end as subsidy_wan
from enterprise_service
where raised_on <= $as_of
order by closed_on desc nulls first, raised_on desc, service_id
