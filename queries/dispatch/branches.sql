-- 五有 at as_of of the projects that must have a team: with a branch, with all five; then one row a thing of
-- the five, with those that have it and that lack it. None where no branch was ever loaded.
with

things as (
    select
        project_id, is_built, unnest(['牌子', '党旗', '场地', '制度', '运行']) as thing,
        unnest([sign, flag, venue, rules, running]) as has_it,
        sign and flag and venue and rules and running as has_all
    from branches_on($as_of, $scope)
    where is_loaded
)

select
    thing,
    count(distinct project_id) as projects,
    count(distinct project_id) filter (where is_built) as built,
    count(distinct project_id) filter (where has_all) as complete,
    count(*) filter (where has_it) as has_it,
    count(*) filter (where not has_it) as lacks
from things
group by grouping sets ((), (thing))
having count(*) > 0
order by thing is not null, list_position(['牌子', '党旗', '场地', '制度', '运行'], thing)
