-- Projects of the classes implemented by as_of: pairs (the count that the plan aims at) and, beside, distinct
-- projects.
with

pairs as (
    select project_id, is_implemented, is_due_on_list
    from pairs_in($as_of, $scope)
),

target as (select target_on($as_of, 'implemented_pairs') as target_pairs)

select
    count(project_id) as listed,
    count(*) filter (where is_due_on_list) as due,
    count(*) filter (where is_implemented) as implemented,
    count(*) filter (where is_due_on_list and not is_implemented) as due_not_implemented,
    count(*) filter (where is_implemented and not is_due_on_list) as early,
    count(distinct project_id) as listed_projects,
    count(distinct project_id) filter (where is_due_on_list) as due_projects,
    count(distinct project_id) filter (where is_implemented) as implemented_projects,
    any_value(target_pairs)::integer as target_pairs,
    any_value(target_pairs)::integer - count(*) filter (where is_implemented) as to_target_pairs
from target left join pairs on true
