-- 转化率 of the classes that are followed by it: 签约→履约→开工→投产→达效; each rate's base is the stage
-- before it, and a later stage implies the earlier ones.
with

followed as (select project_class from class where is_converted),

reached as (  -- how far each project has come: 1 签约 … 5 达效
    select
        project_id,
        case
            when effective_on is not null then 5
            when producing_on is not null then 4
            when coalesce(started_on, finished_on) is not null or is_started then 3
            when performed_on is not null then 2
            when signed_on is not null then 1
            else 0
        end as step
    from pairs_in($as_of, $scope)
    semi join followed using (project_class)
),

steps as (
    select s.position, s.stage, count(*) filter (where step >= s.position) as projects
    from
        (values (1, '签约'), (2, '履约'), (3, '开工'), (4, '投产'), (5, '达效')) as s (position, stage),
        reached
    group by s.position, s.stage
)

select
    position, stage, projects,
    lag(projects) over (order by position) as base_projects,
    -- neither the stage nor a later one of anybody in the ledger: it was not loaded
    case when is_recorded($as_of, list_slice(['签约', '履约', '开工', '投产', '达效'], position, 5)) then
        ratio(projects, lag(projects) over (order by position))
    end as conversion_ratio
from steps
order by position
