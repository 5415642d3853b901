-- Who has to report on as_of (a plan of the year, due to start), and who has not: never this year, or not
-- within the last seven days while under way, where reports come every week. One row a project, the longest
-- silent first.
with

leaders as (select project_id, leader from leader_on($as_of))

select
    s.project_id, s.name, s.organisation, s.township, s.domain, leaders.leader,
    s.last_stage as stage, s.annual_plan_wan, s.due_on, s.reported_on,
    $as_of - s.reported_on as days_since,
    1 as to_report,
    case
        when
            s.reported_on is null and owes_report(s.due_on, $as_of, $reported_on::date, $weekly_on::date)
            then 1
    end as not_reported,
    case
        when $weekly_on::date is null then null
        when coalesce(s.finished_on, s.producing_on, s.effective_on) is not null then null
        when coalesce(s.reported_on <= $as_of - 7, true) then 1
    end as silent
from projects_in($as_of, $scope) as s
left join leaders using (project_id)
where s.has_plan and s.is_due
order by s.reported_on nulls first, s.due_on, s.project_id
