-- inspection_stop: 回头看应指以前的一次观摩，同一对象在那次有点位
-- Lets pass a stop that is no second look.
select stop.inspection_id, stop.position, stop.body, stop.looks_back_to
from inspection_stop as stop
inner join inspection as tour using (inspection_id)
left join inspection as seen on stop.looks_back_to = seen.inspection_id
where
    stop.looks_back_to is not null
    and (
        seen.on_date is null
        or seen.on_date >= tour.on_date
        or not exists (
            select 1 from inspection_stop as then_stop
            where then_stop.inspection_id = stop.looks_back_to and then_stop.body = stop.body
        )
    )
