-- How far each table reaches by as_of, and the last load that brought a row of it. Rows dated later are
-- there, but no screen of that day counts them. Which day dates a table's rows is declared with the table.
with

brought as (
    select table_name, max(load_id) as load_id
    from origin
    group by table_name
)

select
    table_name, dated.last_on,
    $as_of - dated.last_on as days_since,
    dated.is_assumed,
    load.load_id, load.file, load.author, load.loaded_at
from tables_to($as_of) as dated
left join brought using (table_name)
left join load using (load_id)
order by dated.last_on desc nulls last, table_name
