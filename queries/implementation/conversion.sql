-- 转化率 of the classes that are followed by it: 签约→履约→开工→投产→达效; each rate's base is the stage before
-- it. In all (phase null, first) and by phase; a phase of the list without projects that day stands with 0.
with

reached as (select phase, step from converted_on($as_of, $scope)),

all_steps as (select * from conversion_steps()),

followed as (select project_class from class where is_converted),

listed_phases as (  -- by that day, whichever projects are in view
    select distinct m.phase
    from class_membership as m
    semi join followed using (project_class)
    where m.valid_from <= $as_of and m.phase is not null
),

summed as (
    select
        phase, s.position, s.stage,
        count(*) filter (where step >= s.position) as projects,
        count(*) filter (where step = s.position) as stuck
    from all_steps as s, reached
    group by grouping sets ((s.position, s.stage), (phase, s.position, s.stage))
),

empty_ones as (  -- a phase none of whose projects is in view
    select p.phase, s.position, s.stage
    from listed_phases as p
    cross join all_steps as s
    where
        p.phase not in (select r.phase from reached as r)
        and (select count(*) from reached) > 0
),

counted as (
    select phase, position, stage, projects, stuck from summed
    union all
    select phase, position, stage, 0, 0 from empty_ones
)

select
    phase, position, stage as conversion_step, projects, stuck,
    lag(projects) over within_phase as base_projects,
    case when is_known_step($as_of, position) then
        ratio(projects, lag(projects) over within_phase)
    end as conversion_ratio
from counted
window within_phase as (partition by phase order by position)
order by phase nulls first, position
