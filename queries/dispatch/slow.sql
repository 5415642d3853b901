-- 周一碰头会: projects by score, the highest first. Score = Σ weight · min(1, x / cap) × (0.5 + 0.5 × percent
-- rank of the annual plan); x: pp behind 序时 by month at the cut, days overdue of the oldest milestone and of
-- the oldest problem, reports missed in fourteen days on those of them that are judged. Weights and caps
-- are dated reference data (assumed).
with

scope as (
    select
        project_id, name, township, annual_plan_wan, due_on,
        -- by month whatever the screen's basis
        100 * (ratio(counted_completed_wan, counted_plan_wan) - month_share($cut_on)) as ahead_pp
    from projects_in($cut_on, $scope)
    where has_plan and is_due
),

ledger as (  -- nobody is slow for the money of a year to which nobody has reported
    select count(reported_on) > 0 as is_reported from standing_on($cut_on)
),

milestones as (
    select project_id, max($nodes_on::date - planned_on) as overdue_days
    from milestone
    where planned_on < $nodes_on::date and (actual_on is null or actual_on > $nodes_on::date)
    group by project_id
),

judged as (  -- the days of the fourteen on which a missing report is one, as bits (report_board)
    select project_id, reported, ((due & judged) >> 14) << 14 as days
    from report_board(($as_of - 27), $as_of)
),

every as (select coalesce(bit_or(days), 0) as days from judged),

asked as (  -- the day to which daily reports are judged; null where that is the last day due
    select
        nullif(
            max(calendar.on_date) filter (
                where has_bit(every.days, calendar.on_date, $as_of - 27)
            ),
            max(calendar.on_date)
        ) as judged_to
    from calendar
    cross join every
    where calendar.report_due and calendar.on_date between $as_of - 13 and $as_of
),

missed as (
    select
        project_id,
        bit_count(days)::bigint as judged,
        bit_count(days & ~reported)::bigint as reports
    from judged
    where days <> 0
),

weights as (
    select component, max_by(weight, valid_from)::double as weight, max_by(cap, valid_from)::double as cap
    from score_weight
    where valid_from <= $as_of
    group by component
),

measured as (
    select
        scope.*,
        greatest(0, coalesce(milestones.overdue_days, 0)) as milestone_days,
        greatest(0, coalesce(problem.overdue_days, 0)) as problem_days,
        coalesce(missed.reports, 0) as missed_reports,
        coalesce(missed.judged, 0) as judged_reports,
        asked.judged_to as reports_judged_to,
        problem.text as problem_text, problem.service as problem_service,
        problem.raised_on as problem_raised_on,
        percent_rank() over (order by annual_plan_wan) as size_rank
    from scope
    cross join asked
    left join milestones using (project_id)
    left join oldest_problem_on($problems_on::date) as problem using (project_id)
    left join missed using (project_id)
),

components as (
    select project_id, 'behind_pp' as component, greatest(0, -ahead_pp)::double as x
    from measured, ledger
    where is_reported
    union all
    select project_id, 'milestone_overdue_days', milestone_days from measured
    union all
    select project_id, 'problem_overdue_days', problem_days from measured
    union all
    select project_id, 'missed_reports', missed_reports from measured
),

parts as (
    select
        project_id, component,
        weight * least(1, x / cap) as part
    from components
    inner join weights using (component)
),

scored as (
    select
        project_id,
        sum(part) as slowness,
        sum(part) filter (where component = 'behind_pp') as behind_part,
        sum(part) filter (where component = 'milestone_overdue_days') as milestone_part,
        sum(part) filter (where component = 'problem_overdue_days') as problem_part,
        sum(part) filter (where component = 'missed_reports') as missed_part
    from parts
    group by project_id
)

select
    project_id, name, township, leader, annual_plan_wan, ahead_pp, milestone_days, problem_days,
    missed_reports, judged_reports, reports_judged_to, problem_service, problem_text, problem_raised_on,
    slowness * (0.5 + 0.5 * size_rank) as score,
    coalesce(behind_part, 0) * (0.5 + 0.5 * size_rank) as behind_score,
    coalesce(milestone_part, 0) * (0.5 + 0.5 * size_rank) as milestone_score,
    coalesce(problem_part, 0) * (0.5 + 0.5 * size_rank) as problem_score,
    coalesce(missed_part, 0) * (0.5 + 0.5 * size_rank) as missed_score
from measured
inner join scored using (project_id)
left join leader_on($as_of) using (project_id)
where round(slowness, 9) > 0
order by round(score, 9) desc, project_id  -- equal scores tie, in whatever order their parts were added
