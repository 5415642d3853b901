-- 回头看: one row a promise of a tour held by as_of: the node and day promised then, and what became of it as
-- far as nodes were loaded. Missed ones first, the longest overdue first.
select
    inspection_id, made_title as tour, made_on, tour_group, body, project_id,
    s.name, s.township, s.organisation, promised_node, promised_on, reached_on,
    node_then, node_then_on, node_now, node_now_on, state, days,
    1 as promised,
    (state = '如期')::integer as kept,
    (state = '晚到')::integer as late,
    (state = '未到')::integer as missed
from promises_on($as_of, $nodes_on::date)
left join standing_on($as_of) as s using (project_id)
order by
    made_on desc, inspection_id, list_position(['未到', '晚到', '台账没有这个节点', '未到期', '如期'], state),
    days desc, body, project_id
