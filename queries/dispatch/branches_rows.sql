-- 五有: one row a project that must have a team and a thing of the five; what is lacking first.
with

things as (
    select
        *, unnest(['牌子', '党旗', '场地', '制度', '运行']) as thing,
        unnest([sign, flag, venue, rules, running]) as has_it
    from branches_on($as_of, $scope)
    where is_loaded
)

select
    project_id, s.name, s.township, s.organisation, leader, thing, since_on,
    has_it::integer as has_it,
    (not has_it)::integer as lacks,
    case when has_it then '有' when is_built then '缺' else '没有支部' end as state
from things
inner join standing_on($as_of) as s using (project_id)
left join leader_on($as_of) using (project_id)
order by has_it, list_position(['牌子', '党旗', '场地', '制度', '运行'], thing), project_id
