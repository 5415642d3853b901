-- 集中开工: one row a ceremony and project, with what became of it by as_of: the last ceremony first, in it who
-- has not started, then by the day of the start. Stalled: stopped, or under way for thirty days to the cut
-- without a rise. Days without a start are counted to the day to which stages were loaded. A project that
-- left the list stays, unless projects are chosen.
select
    ceremony_id, title as ceremony, held_on, project_id, name, township, organisation,
    announced_total_wan::double as announced_wan,
    started_on, started_on - held_on as days_to_start,
    registered_on, registered_on - held_on as days_to_register,
    case
        when not has_started then greatest(coalesce($stages_on::date, $as_of) - held_on, 0)
    end as days_waiting,
    rise_wan, completion_ratio,
    case
        when not has_started then '未开工'
        when has_stopped then '停工'
        when has_finished then '已竣工'
        when is_resting then '近30天没有增加'
        else '在建'
    end as state,
    1 as listed,
    has_started::integer as started,
    has_registered::integer as registered,
    (has_started and not has_registered)::integer as unregistered,
    (has_stopped or is_resting)::integer as stalled,
    (not has_started)::integer as not_started
from ceremony_facts($as_of, $cut_on, $scope)
order by held_on desc, ceremony_id, started_on is null desc, started_on, registered_on nulls last, project_id
