-- 项目台账: one row a project of the filter. Money and the year-end forecast at the cut; counts, stage, leader
-- at as_of. What each row gives to an indicator stands in a column of its own, so that
-- the rows add up to the figure.
with

money as (
    select * from projects_in($cut_on, $scope)
),

pairs as (
    select * from pairs_in($as_of, $scope)
),

counts as (
    select
        project_id,
        class_words(project_class, level, class.position) as classes,
        count(*) as listed,
        count(*) filter (where is_due_on_list) as due,
        count(*) filter (where is_implemented) as implemented,
        count(*) filter (where is_due_on_list and not is_implemented) as due_not_implemented,
        count(*) filter (where is_due_to_start) as due_to_start,
        count(*) filter (where is_due_to_start and is_started) as due_started,
        -- of what the ledger has of nobody nothing is known of anyone
        case
            when is_recorded($as_of, ['投产', '达效'])
                then count(*) filter (where coalesce(producing_on, effective_on) is not null)
        end as in_production,
        any_value(is_started and total_wan >= 500) as to_register,
        case
            when is_recorded($as_of, ['入库'])
                then any_value(is_started and total_wan >= 500 and registered_on is not null)
        end as registered,
        min(registered_on) as registered_on
    from pairs
    left join class using (project_class)
    group by project_id
),

leaders as (select project_id, leader from leader_on($as_of)),

listed as (  -- a project that left the list after the cut still gives its part
    select project_id from pairs
    union
    select project_id from money
),

bonds as (
    select project_id, sum(amount_wan) as issued_wan
    from bond_issue
    where issued_on <= $as_of
    group by project_id
)

select
    project_id, s.name, s.organisation, s.township, s.domain, counts.classes,
    investor(s.gov_invested) as investor,
    leaders.leader, s.last_stage as stage, s.total_wan,
    money.annual_plan_wan, money.original_plan_wan, money.completed_wan,
    money.counted_plan_wan, money.counted_completed_wan,
    ratio(money.counted_completed_wan, money.counted_plan_wan) as completion_ratio,
    100 * (
        ratio(money.counted_completed_wan, money.counted_plan_wan)
        - time_progress_of($cut_on, $basis, money.counted_planned_wan, money.counted_plan_wan)
    ) as ahead_pp,
    money.counted_planned_wan, money.image_progress, money.reported_on, s.due_on, s.started_on,
    counts.registered_on, counts.listed, counts.due, counts.implemented, counts.due_not_implemented,
    counts.due_to_start, counts.due_started, counts.in_production, counts.to_register, counts.registered,
    case
        when complete_months($cut_on) > 0
            then money.completed_wan
                + more_by(money.completed_wan, money.left_wan, months_passed($cut_on), 12)
    end as forecast_wan,
    bonds.issued_wan
from listed
inner join standing_on($as_of) as s using (project_id)
left join money using (project_id)
left join counts using (project_id)
left join leaders using (project_id)
left join bonds using (project_id)
order by ahead_pp nulls last, annual_plan_wan desc nulls last, project_id
