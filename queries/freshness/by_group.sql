-- Who has to report and who has not, by class, organisation and leader; the age of each group's reports. Null
-- where the ledger cannot say it: nobody has reported this year, or not every week (docs/metrics.md, Reach).
with

scope as (
    select
        project_id, organisation, reported_on,
        has_plan and is_due as to_report,
        has_plan and reported_on is null
        and owes_report(due_on, $as_of, $reported_on::date, $weekly_on::date) as not_reported,
        has_plan and is_due and coalesce(finished_on, producing_on, effective_on) is null
        and coalesce(reported_on <= $as_of - 7, true) as silent
    from projects_in($as_of, $scope)
),

leaders as (select project_id, leader from leader_on($as_of)),

grouped as (
    select '类别' as group_kind, pairs.project_class as group_name, true as is_named, scope.*
    from pairs_in($as_of, $scope) as pairs
    inner join scope using (project_id)
    union all
    select '责任单位', coalesce(organisation, '未填'), organisation is not null, scope.*
    from scope
    union all
    select '分包领导', coalesce(leaders.leader, '未明确'), leaders.leader is not null, scope.*
    from scope
    left join leaders using (project_id)
)

select
    group_kind, group_name, is_named, class.position,
    count(*) filter (where to_report) as to_report,
    case when $reported_on::date is not null then count(*) filter (where not_reported) end as not_reported,
    case when $weekly_on::date is not null then count(*) filter (where silent) end as silent,
    max(reported_on) as last_report_on,
    $as_of - max(reported_on) as days_since
from grouped
left join class on group_kind = '类别' and class.project_class = group_name
group by group_kind, group_name, is_named, class.position
order by group_kind, class.position, silent desc, not_reported desc, to_report desc, group_name, is_named
