-- 六包 of one project: its items as they were at the end of as_of, in their order; is_step: the one that it
-- waits for, with the days in the step, as far as items were loaded.
with

step as (select * from steps_on($as_of) where project_id = $project)

select
    items.service, items.item, items.position, items.mode, items.owner_role,
    items.planned_on, items.started_on, items.done_on, items.is_waived, items.is_open,
    coalesce(items.is_open and items.service = step.service and items.item = step.item, false) as is_step,
    case when is_step then step.since_on end as since_on,
    case when is_step then step.step_days end as step_days,
    items_to($as_of) as told_on
from items_on($as_of) as items
left join step using (project_id)
where items.project_id = $project
order by service_place(items.service), items.position, items.item
