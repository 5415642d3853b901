-- One project: money and gaps at the cut, everything else at as_of.
with

money as (
    select
        annual_plan_wan, original_plan_wan, revision, completed_wan, counted_completed_wan, counted_plan_wan,
        counted_planned_wan, reported_on, image_progress, total_completed_wan
    from standing_on($cut_on)
    where project_id = $project
),

listed as (
    select
        class_words(project_class, level, class.position) as classes,
        any_value(phase) as phase
    from membership_on($as_of)
    left join class using (project_class)
    where project_id = $project
),

leaders as (select project_id, leader from leader_on($as_of))

select
    project_id, s.name, s.organisation, s.township, s.domain, listed.classes, listed.phase, leaders.leader,
    investor(s.gov_invested) as investor,
    s.total_wan, s.due_on, s.planned_end, s.started_on, s.last_stage as stage, s.is_due, s.is_started,
    -- as far as stages were loaded: what came after is not known
    s.is_due_to_start and not s.is_started as is_late,
    money.revision, money.annual_plan_wan, money.original_plan_wan, money.completed_wan,
    money.total_completed_wan, money.counted_completed_wan, money.counted_plan_wan,
    money.counted_planned_wan, money.reported_on, money.image_progress,
    ratio(money.counted_completed_wan, money.counted_plan_wan) as completion_ratio,
    time_progress_of(
        $cut_on, $basis, money.counted_planned_wan, money.counted_plan_wan
    ) as time_progress,
    100 * (completion_ratio - time_progress) as ahead_pp
from standing_on($as_of) as s
cross join listed
left join leaders using (project_id)
left join money on true
where project_id = $project
