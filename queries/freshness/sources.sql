-- How far each table reaches by as_of, and the last load that brought a row of it. Rows dated later are
-- there, but no screen of that day counts them. Sample growth is no release.
with

dated as (
    select 'progress_report' as table_name, max(report_date) as last_on from progress_report
    where report_date <= $as_of
    union all
    select 'project', max(valid_from) from project where valid_from <= $as_of
    union all
    select 'project_year', max(holds_from(decided_on, year)) from project_year
    where holds_from(decided_on, year) <= $as_of
    union all
    select 'plan_curve', max(holds_from(decided_on, year))  -- that of the curve's revision
    from plan_curve inner join project_year using (project_id, year, revision)
    where holds_from(decided_on, year) <= $as_of
    union all
    select 'class_membership', max(valid_from) from class_membership where valid_from <= $as_of
    union all
    select 'stage_event', max(on_date) from stage_event where on_date <= $as_of
    union all
    select 'milestone', max(actual_on) from milestone where actual_on <= $as_of
    union all
    select 'milestone_check', max(checked_on) from milestone_check where checked_on <= $as_of
    union all
    select 'visit', max(on_date) from visit where on_date <= $as_of
    union all
    select 'problem', max(raised_on) from problem where raised_on <= $as_of
    union all
    select 'role_assignment', max(valid_from) from role_assignment where valid_from <= $as_of
    union all
    select 'bond_issue', max(issued_on) from bond_issue where issued_on <= $as_of
    union all
    select 'bond_use', max(report_date) from bond_use where report_date <= $as_of
    union all
    select 'pipeline_entry', max(entered_on) from pipeline_entry where entered_on <= $as_of
    union all
    select 'regional_growth', max(released_on) from regional_growth
    where released_on <= $as_of and kind <> 'sample'
    union all
    select 'published_fact', max(known_on) from published_fact where known_on <= $as_of
    union all
    select 'peer_group', max(valid_from) from peer_group where valid_from <= $as_of
    union all
    select 'program', max(valid_from) from program where valid_from <= $as_of
    union all
    select 'domain', max(valid_from) from domain where valid_from <= $as_of
    union all
    select 'lamp_rule', max(valid_from) from lamp_rule where valid_from <= $as_of
    union all
    select 'score_weight', max(valid_from) from score_weight where valid_from <= $as_of
    union all
    select 'fund_target', max(due_on) from fund_target where due_on <= $as_of
    union all
    select 'calendar', max(on_date) from calendar where on_date <= $as_of
),

assumed as (  -- tables with a row that is our reading, not a publication
    select 'domain' as table_name from domain where kind = 'assumed' and valid_from <= $as_of
    union
    select 'lamp_rule' from lamp_rule where kind = 'assumed' and valid_from <= $as_of
    union
    select 'score_weight' from score_weight where kind = 'assumed' and valid_from <= $as_of
),

brought as (
    select table_name, max(load_id) as load_id
    from origin
    group by table_name
)

select
    table_name, dated.last_on,
    $as_of - dated.last_on as days_since,
    assumed.table_name is not null as is_assumed,
    load.load_id, load.file, load.author, load.loaded_at
from dated
left join assumed using (table_name)
left join brought using (table_name)
left join load using (load_id)
order by dated.last_on desc nulls last, table_name
