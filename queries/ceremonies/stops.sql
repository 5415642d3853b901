-- 观摩: the route of each tour held by as_of; looks_back_title: the earlier tour whose site is seen again.
select
    stop.inspection_id, tour.on_date, coalesce(stop.body_group, '全部') as tour_group, stop.position,
    stop.body, stop.project_id, s.name, stop.coefficient::double as coefficient,
    stop.promised_node, stop.promised_on,
    seen.title as looks_back_title
from inspection_stop as stop
inner join inspection as tour using (inspection_id)
left join inspection as seen on stop.looks_back_to = seen.inspection_id
left join standing_on($as_of) as s on stop.project_id = s.project_id
where tour.on_date <= $as_of
order by tour.on_date desc, stop.inspection_id, stop.position
