-- What changed for one project by as_of, the last first: plan revisions, profile, classes, roles, renames,
-- corrections with their reason, reports that came or were rewritten after later ones had been loaded.
with

ids as (
    select $project as id
    union
    select old_id from project_alias where new_id = $project
),

plans as (
    select
        holds_from(decided_on, year) as on_date, '计划调整' as kind, year::varchar || ' 年计划' as item,
        lag(annual_plan_wan) over (partition by year order by revision) as before_wan,
        annual_plan_wan as after_wan
    from project_year
    where project_id = $project
),

profiles as (
    select
        valid_from, change.item, change.value,
        lag(change.value) over (partition by change.item order by valid_from) as before
    from project
    cross join
        lateral (
            values
            ('名称', name), ('责任单位', organisation), ('乡镇（街道）', township), ('领域', domain),
            ('总投资（万元）', total_wan::bigint::varchar),
            ('投资主体', investor(gov_invested))
        ) as change (item, value)
    where project_id = $project
),

holders as (
    select
        role, person, valid_from, valid_to,
        lag(person) over by_role as before,
        lead(valid_from) over by_role as next_from
    from role_assignment
    where project_id = $project
    window by_role as (partition by role order by valid_from)
),

late as (  -- a load that is later than one which brought a later report
    select
        report.report_date,
        origin.load_id,
        min(origin.load_id) over (
            order by report.report_date range between interval 1 day following and unbounded following
        ) as later_load_id
    from progress_report as report
    inner join ids on true
    inner join origin
        on origin.table_name = 'progress_report' and origin.key = ids.id || '|' || report.report_date
    where report.project_id = $project
),

found as (
    select on_date, kind, item, null::varchar as before, null::varchar as after, before_wan, after_wan,
        null::varchar as reason, null::varchar as author
    from plans
    where before_wan is not null
    union all
    select valid_from, '资料变更', item, before, value, null, null, null, null
    from profiles
    where value is distinct from before and valid_from > (
        select min(first.valid_from) from project as first where first.project_id = $project
    )
    union all
    select
        valid_from, '列入名单', project_class || coalesce('（' || level || '）', ''),
        null, null, null, null, null, null
    from class_membership
    where project_id = $project
    union all
    select
        valid_to + 1, '退出名单', project_class || coalesce('（' || level || '）', ''),
        null, null, null, null, null, null
    from class_membership
    where project_id = $project and valid_to is not null
    union all
    select valid_from, '换人', role, before, person, null, null, null, null
    from holders
    where before is not null
    union all
    select valid_to + 1, '离任', role, person, null, null, null, null, null
    from holders
    where valid_to is not null and next_from is null
    union all
    select on_date, '改号', '项目代码', old_id, new_id, null, null, null, null
    from project_alias
    where new_id = $project
    union all
    select
        accepted_at::date, case rule when 'remove' then '撤出' when 'set' then '更正' else '说明' end,
        waiver.key, null, null, null, null, waiver.reason, waiver.author
    from waiver
    where list_has_any(string_split(waiver.key, '|'), (select list(id) from ids))
    union all
    select
        load.loaded_at::date, '补报或重报', late.report_date::varchar || ' 的填报', null, null, null, null,
        load.note, load.author
    from late
    inner join load using (load_id)
    where late.load_id > late.later_load_id
)

select on_date, kind, item, before, after, before_wan, after_wan, reason, author
from found
where on_date <= $as_of or kind in ('更正', '撤出', '补报或重报')
order by on_date desc, kind, item, before, after, before_wan, after_wan, reason, author
