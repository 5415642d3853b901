-- 集中开工: all of them together first (ceremony_id is null), then each held by as_of, the last first. A project
-- counts with each ceremony whose list had it. Without a project of the choice a ceremony has no row.
select
    ceremony_id,
    case when ceremony_id is not null then any_value(title) end as title,
    case when ceremony_id is not null then any_value(phase) end as phase,
    max(held_on) as held_on,
    count(distinct ceremony_id) as ceremonies,
    count(*) as projects,
    sum(announced_total_wan)::double as announced_wan,
    count(*) filter (where has_started) as started,
    count(*) filter (where has_registered) as registered,
    count(*) filter (where has_started and not has_registered) as unregistered,
    count(*) filter (where has_stopped or is_resting) as stalled,
    count(*) filter (where not has_started) as not_started,
    median(started_on - held_on) as median_days,
    min(started_on - held_on) as fastest_days,
    max(started_on - held_on) as slowest_days
from ceremony_facts($as_of, $cut_on, $scope)
group by grouping sets ((), (ceremony_id))
having count(*) > 0
order by ceremony_id is not null, max(held_on) desc, ceremony_id
