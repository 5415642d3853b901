-- One project, one id: what is stored under an id that was renamed counts for the new one, through
-- chains of renames. Run by the mart after filling; every_table.py moves the rows of each table by it.
-- Merges and splits are not settled here: which part of a figure goes where is not in project_alias.
create temp table renamed as  -- every id of a renamed project, the new one too; steps: renames between them
with recursive

path (old_id, new_id, steps) as (
    select old_id, new_id, 1 from renames()
    union
    select path.old_id, next.new_id, path.steps + 1
    from path
    inner join renames() as next on path.new_id = next.old_id
    where path.steps < (select count(*) from renames())  -- a circle of renames ends too
),

ended as (
    select old_id, new_id, min(steps) as steps from path
    where new_id not in (select r.old_id from renames() as r)
    group by old_id, new_id
)

select old_id, new_id, steps from ended
union
select new_id as old_id, new_id, 0 as steps from ended;
