-- inspection_stop: 一次观摩里同一对象的点位应在同一个观摩组
-- The stops after the first of the body that are in another group. Lets pass a tour without groups.
select inspection_id, position, body, body_group
from inspection_stop
qualify body_group is distinct from first_value(body_group) over (
    partition by inspection_id, body order by position
)
