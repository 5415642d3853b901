-- 应竣: one row a project that is to be finished in the year of as_of, those that should be by now and are not
-- first. Where the ledger has no finish of anybody, nothing is known of anyone.
with

known as (select is_recorded($as_of, ['竣工', '投产', '达效']) as any_finished),

money as (select project_id, total_completed_wan from standing_on($cut_on)),

leaders as (select project_id, leader from leader_on($as_of)),

planned as (
    select
        project_id, name, organisation, township, planned_end, total_wan,
        least(finished_on, producing_on, effective_on) as finished_on
    from projects_in($as_of, $scope)
    where year(planned_end) = year($as_of::date)
)

select
    project_id, name, organisation, township, leaders.leader, planned_end, finished_on,
    case
        when any_finished
            then (finished_on is null and coalesce(planned_end <= $stages_on::date, false))::integer
    end as late,
    case when late = 1 then $stages_on::date - planned_end end as days_over,
    total_wan::double as total_wan,
    total_completed_wan::double as total_completed_wan,
    ratio(total_completed_wan, total_wan) as done_ratio
from planned
cross join known
left join leaders using (project_id)
left join money using (project_id)
order by late desc nulls last, planned_end, total_wan desc nulls last, project_id
