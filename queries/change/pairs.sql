-- What each listed (project, class) pair gives to a count at as_of: whether it is in the filter, due and
-- implemented, since which day, and the last stage event known of the project (入库 aside).
with

listed as (
    select project_id, project_class, level from membership_on($as_of)
),

scope as (
    select project_id, project_class
    from pairs_in($as_of, $scope)
),

events as (
    select project_id, max(on_date) as last_event_on
    from stage_event
    where on_date <= $as_of and stage <> '入库'
    group by project_id
),

leaders as (select project_id, leader from leader_on($as_of))

select
    listed.project_id, listed.project_class, s.name, listed.level, leaders.leader,
    scope.project_id is not null as in_scope,
    s.is_due_on_list as is_due,
    s.is_implemented,
    s.due_on,
    case
        when s.finished_earlier then least(s.finished_on, s.producing_on, s.effective_on)
        when s.carry_over then s.resumed_on
        else s.started_on
    end as implemented_on,
    events.last_event_on
from listed
inner join standing_on($as_of) as s using (project_id)
left join scope using (project_id, project_class)
left join events using (project_id)
left join leaders using (project_id)
order by listed.project_id, listed.project_class
