-- (project, class) pairs at the cut with their money: in all (first row), by phase and by subdomain. A
-- project of two classes stands in both.
with

pairs as (select * from class_pairs_on($cut_on, $scope, $basis)),

summed as (
    select
        phase, subdomain,
        count(*) as pairs,
        sum(counted_plan_wan) as plan_wan,
        sum(completed_wan) as completed_wan,
        sum(counted_completed_wan) as counted_completed_wan,
        sum(counted_planned_wan) as planned_wan,
        count(*) filter (where not has_plan) as without_plan,
        sum(behind) as behind
    from pairs
    group by grouping sets ((), (phase), (subdomain))
    having count(*) > 0
)

select
    phase, subdomain, pairs, plan_wan, completed_wan, counted_completed_wan, without_plan, behind,
    time_progress_of($cut_on, $basis, planned_wan, plan_wan) as time_progress,
    ratio(counted_completed_wan, plan_wan) as completion_ratio,
    100 * (completion_ratio - time_progress) as ahead_pp
from summed
order by phase nulls first, subdomain nulls first
