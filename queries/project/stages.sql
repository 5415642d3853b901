-- What happened to one project by as_of: its stage events in order, with the days until the next.
select
    stage, on_date,
    coalesce(lead(on_date) over (order by in_course(on_date, stage)), $as_of) - on_date as days_in_stage
from stage_event
where project_id = $project and on_date <= $as_of
order by in_course(on_date, stage)
