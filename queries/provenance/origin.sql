-- Where the current values of one project come from: each value with the file, sheet, cell, load and author
-- of the row that holds it, and the reason where it was corrected.
with

ids as (
    select $project as id
    union
    select old_id from project_alias where new_id = $project
),

plan as (
    select revision, annual_plan_wan from plan_on($cut_on) where project_id = $project
),

report as (
    select reported_on, completed_wan from report_on($cut_on) where project_id = $project
),

profile as (
    select max(valid_from) as valid_from, arg_max_null(total_wan, valid_from) as total_wan
    from project
    where project_id = $project and valid_from <= $as_of
),

items as (
    -- field: the column in which the value stands; tail: the row's key without the project's id, which may
    -- have been another then
    select
        1 as position, '总投资' as item, 'project' as table_name, 'total_wan' as field,
        valid_from::varchar as tail,
        total_wan as value_wan, null::date as value_date, null::varchar as value_text
    from profile
    where valid_from is not null
    union all
    select
        2, '年计划', 'project_year', 'annual_plan_wan', year($cut_on) || '|' || revision, annual_plan_wan,
        null, null
    from plan
    union all
    select
        3, '计划曲线', 'plan_curve', 'planned_wan', year($cut_on) || '|' || revision || '|' || month($cut_on),
        c.planned_wan, last_day($cut_on), null
    from plan
    inner join plan_curve as c using (revision)
    where c.project_id = $project and c.year = year($cut_on) and c.month = month($cut_on)
    union all
    select
        4, '累计完成', 'progress_report', 'completed_wan', reported_on::varchar, completed_wan, reported_on,
        null
    from report
    union all
    select 5, stage, 'stage_event', 'on_date', stage || '|' || on_date, null, on_date, null
    from stage_event
    where project_id = $project and on_date <= $as_of and stage <> '入库'
    qualify row_number() over (partition by project_id order by in_course(on_date, stage) desc) = 1
    union all
    select 6, role, 'role_assignment', 'person', role || '|' || valid_from, null, valid_from, person
    from role_assignment
    where
        project_id = $project and role = '分包市领导'
        and valid_from <= $as_of and (valid_to is null or valid_to >= $as_of)
    union all
    select 7, concat_ws(' ', '专项债', batch), 'bond_issue', 'amount_wan', issue_id, amount_wan, issued_on, null
    from bond_issue
    where project_id = $project and issued_on <= $as_of
    union all
    select 8, '专项债已用', 'bond_use', 'used_wan', issue_id || '|' || report_date, used_wan, report_date, null
    from bond_use
    where
        report_date <= $as_of
        and issue_id in (select issue_id from bond_issue where project_id = $project)
    qualify row_number() over (partition by issue_id order by report_date desc) = 1
    union all
    select 9, '节点 ' || title, 'milestone', 'planned_on', milestone_id, null, planned_on, null
    from milestone
    where project_id = $project and planned_on < $as_of and coalesce(actual_on > $as_of, true)
    union all
    select 10, '问题', 'problem', 'text', problem_id, null, raised_on, text
    from problem
    where project_id = $project and raised_on <= $as_of and coalesce(closed_on > $as_of, true)
),

found as (  -- a row's key begins with the project's id, or has an id of its own
    select
        items.table_name, items.tail, origin.key, origin.load_id, origin.sheet, origin.row as source_row,
        load_column.letters || origin.row as cell
    from items
    cross join ids
    inner join origin
        on
            items.table_name = origin.table_name
            and case
                when items.table_name in ('bond_issue', 'bond_use', 'milestone', 'problem') then items.tail
                else ids.id || '|' || items.tail
            end = origin.key
    left join load_column
        on
            origin.load_id = load_column.load_id
            and origin.sheet is not distinct from nullif(load_column.sheet, '')
            and coalesce(origin.part, 0) = coalesce(load_column.part, 0)
            and items.field = load_column.field
    group by all
)

select
    items.position, items.item, items.table_name, found.key,
    items.value_wan, items.value_date, items.value_text,
    found.load_id, load.file, found.sheet, found.source_row, found.cell, load.author, load.loaded_at,
    load.note, load.kind as load_kind,
    waiver.reason as correction
from items
left join found using (table_name, tail)
left join load using (load_id)
left join waiver
    on waiver.rule = 'set' and starts_with(waiver.key, items.table_name || '|' || found.key || '|')
order by items.position, items.value_date, items.tail, found.key, waiver.key
