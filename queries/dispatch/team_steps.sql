-- 六包 at as_of: projects with a team by the service that they are in; the total first, then by service and
-- part. Days in the step as far as items were loaded; beside it how long the service's items took that were
-- done this year. None where no item ever was.
with

team as (select project_id, part from team_projects_in($as_of, $scope)),

counted as (
    select part, coalesce(steps.service, '未装入') as service, step_days
    from team
    left join steps_on($as_of) as steps using (project_id)
    where items_to($as_of) is not null
),

grouped as (
    select service, part, count(*) as projects, median(step_days) as median_days
    from counted
    group by grouping sets ((), (part), (service), (service, part))
    having count(*) > 0
),

took as (
    select service, part, median(done_on - started_on) as item_days
    from items_on($as_of)
    inner join team using (project_id)
    where done_on >= year_start($as_of)
    group by grouping sets ((), (part), (service), (service, part))
)

select
    grouped.service, grouped.part, projects, median_days, item_days,
    items_to($as_of) as told_on
from grouped
left join took
    on grouped.service is not distinct from took.service and grouped.part is not distinct from took.part
order by
    grouped.service is not null, service_place(grouped.service) nulls last, grouped.service,
    grouped.part is not null, grouped.part
