-- Every project known by as_of with what a search may hold against it: names and ids, the earlier ones too.
with

earlier as (
    select new_id as project_id, string_agg(old_id, ' ' order by old_id) as old_ids
    from project_alias
    where kind = 'rename'
    group by new_id
)

select
    project_id,
    arg_max(name, valid_from) as name,
    arg_max_null(organisation, valid_from) as organisation,
    arg_max_null(township, valid_from) as township,
    concat_ws(' ', string_agg(distinct name, ' ' order by name), any_value(earlier.old_ids)) as known_as
from project
left join earlier using (project_id)
where valid_from <= $as_of
group by project_id
order by name, project_id
