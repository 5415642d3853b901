-- 各领域: completion and 超序时 of the distinct projects of each domain on the list, at one cut.
-- A domain without projects stands with no figures.
with

listed as (
    select domain, max_by(position, valid_from) as position, max_by(kind, valid_from) as kind
    from domain
    where valid_from <= $as_of and chosen(domain, $scope['domains'])
    group by domain
),

summed as (
    select
        domain,
        count(*) as projects,
        sum(counted_plan_wan) as plan_wan,
        sum(completed_wan) as completed_wan,
        sum(counted_completed_wan) as counted_completed_wan,
        sum(counted_planned_wan) as planned_wan,
        count(*) filter (where not has_plan) as without_plan
    from projects_in($cut_on, $scope)
    group by domain
)

select
    domain, position, kind, coalesce(projects, 0) as projects,
    plan_wan, completed_wan, counted_completed_wan,
    coalesce(without_plan, 0) as without_plan,
    time_progress_of($cut_on, $basis, planned_wan, plan_wan) as time_progress,
    ratio(counted_completed_wan, plan_wan) as completion_ratio,
    100 * (completion_ratio - time_progress) as ahead_pp,
    -- a hair of binary arithmetic is not being ahead
    case when completion_ratio is not null then round(ahead_pp, 9) > 0 end as is_ahead
from listed
left join summed using (domain)
order by position, domain
