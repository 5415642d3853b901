-- decision_event: 调整后的时限不得早于调整的那一天
-- Lets pass a 调整 to an earlier date than agreed before, as long as that is still to come.
select decision_id, happened_at, state, due_on
from decision_event
where due_on < happened_at::date
