-- Every load in this version, the newest first: its file, who loaded it, and which tables still hold a
-- value of it.
with

held as (
    select load_id, string_agg(distinct table_name, '、' order by table_name) as tables
    from origin
    group by load_id
)

select load_id, load.file, load.author, load.loaded_at, load.note, load.kind, held.tables
from load
left join held using (load_id)
order by load.loaded_at desc, load_id desc
