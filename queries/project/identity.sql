-- The project behind an id: through chains of renames, the id that it has now, which comes first. A merged
-- or split id stands for nothing that could be shown as one project.
with recursive

renames as (
    select old_id, arg_max(new_id, on_date) as new_id, max(on_date) as on_date
    from project_alias
    where kind = 'rename' and old_id <> new_id
    group by old_id
),

path (project_id, renamed_on) as (
    select $project, null::date
    union
    select renames.new_id, renames.on_date
    from path
    inner join renames on path.project_id = renames.old_id
)

select
    path.project_id,
    max(path.renamed_on) as renamed_on,
    arg_max(project.name, project.valid_from) as name
from path
inner join project on path.project_id = project.project_id
group by path.project_id
order by max(path.renamed_on) desc nulls last, path.project_id
