-- The tours held by as_of that stopped at one project: the place of its body then, and what became of what
-- was promised, as far as nodes were loaded; the last first.
select
    stop.inspection_id, tour.title, tour.on_date, stop.position, stop.body, scores.tour_group, scores.place,
    scores.bodies, kept.promised_node, kept.promised_on, kept.reached_on, kept.state, kept.days
from inspection_stop as stop
inner join inspection as tour using (inspection_id)
left join tour_scores_on($as_of) as scores
    on stop.inspection_id = scores.inspection_id and stop.body = scores.body
left join promises_on($as_of, $nodes_on::date) as kept
    on stop.inspection_id = kept.inspection_id and stop.position = kept.position
where stop.project_id = $project and tour.on_date <= $as_of
order by tour.on_date desc, stop.inspection_id, stop.position
