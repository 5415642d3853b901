-- The project behind an id: through chains of renames, the id that it has now, which comes first. A merged
-- or split id stands for nothing that could be shown as one project.
with recursive

path (project_id, renamed_on) as (
    select $project, null::date
    union
    select renames.new_id, renames.on_date
    from path
    inner join renames() as renames on path.project_id = renames.old_id
)

select
    path.project_id,
    max(path.renamed_on) as renamed_on,
    arg_max(project.name, project.valid_from) as name
from path
inner join project on path.project_id = project.project_id
group by path.project_id
order by
    bool_or(path.project_id in (select r.old_id from renames() as r)),
    max(path.renamed_on) desc nulls last,
    path.project_id
