-- By 分包领导 at as_of: projects, money at the cut against 序时, lamps, visits of the month, problems, posts; all
-- and those that must have a team apart. The total first. Rank by 投资完成率 among the leaders, equal ones
-- share it; without a plan there is none.
with

summed as (
    select
        leader, part,
        count(*) as projects,
        count(*) filter (where is_led) as led_projects,
        sum(counted_plan_wan) as plan_wan,
        sum(counted_completed_wan) as completed_wan,
        sum(counted_planned_wan) as planned_wan,
        count(*) filter (where lamp = '红') as red,
        count(*) filter (where lamp = '黄') as yellow,
        count(*) filter (where lamp = '绿') as green,
        count(*) filter (where lamp = '不计') as not_counted,
        count(*) filter (where is_late) as late,
        count(*) filter (where is_assigned) as assigned,
        case when bool_or(is_visit_judged) then count(visited_on) end as visited,
        sum(in_hand) as in_hand,
        sum(overdue) as overdue,
        sum(posts) as posts,
        sum(filled) as filled,
        max(vacant_days) as vacant_days,
        leader <> '未填' and ratio(sum(counted_completed_wan), sum(counted_plan_wan)) is not null as is_ranked
    from team_rows_on($as_of, $cut_on, $stages_on::date, $problems_on::date, $scope)
    group by grouping sets ((), (part), (leader), (leader, part))
)

select
    leader, part, projects, led_projects, plan_wan, completed_wan,
    time_progress_of($cut_on, $basis, planned_wan, plan_wan) as time_progress,
    ratio(completed_wan, plan_wan) as completion_ratio,
    100 * (completion_ratio - time_progress) as ahead_pp,
    case
        when is_ranked then rank() over (
            partition by part, is_ranked order by completed_wan / plan_wan desc
        )
    end as rank,
    red, yellow, green, not_counted, late, assigned, visited,
    ratio(visited, assigned) as visited_ratio,
    in_hand, overdue, posts, filled,
    posts - filled as vacant,
    ratio(filled, posts) as filled_ratio,
    vacant_days
from summed
where projects > 0
order by leader is not null, part is not null, part, rank nulls last, leader
