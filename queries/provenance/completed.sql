-- 累计完成出处: the file, sheet and cell of the report that each project's 累计完成 at the cut is of. $projects narrows
-- to those named (a page of the table); empty means all.
with

reports as (
    select project_id, reported_on
    from report_on($cut_on)
    where
        completed_wan is not null
        and (len($projects) = 0 or project_id in (select unnest($projects::varchar[])))
),

ids as (  -- the row's key may hold an id from before the project was renamed
    select project_id, project_id as id, reported_on from reports
    union
    select reports.project_id, a.old_id, reports.reported_on
    from reports
    inner join project_alias as a on reports.project_id = a.new_id
)

select
    ids.project_id, load.file, origin.sheet, origin.row as source_row,
    load_column.letters || origin.row as cell
from ids
inner join origin on origin.table_name = 'progress_report' and ids.id || '|' || ids.reported_on = origin.key
inner join load using (load_id)
left join load_column
    on
        origin.load_id = load_column.load_id
        and origin.sheet is not distinct from nullif(load_column.sheet, '')
        and coalesce(origin.part, 0) = coalesce(load_column.part, 0)
        and load_column.field = 'completed_wan'
-- an id from before and its own may both have a report of the day
qualify row_number() over (partition by ids.project_id order by origin.load_id desc, origin.row, cell) = 1
order by ids.project_id
