-- What became of each decision by as_of, in the order in which it happened.
select decision_id, happened_at, state, due_on, moved_by, note
from decision_event
where happened_at::date <= $as_of
order by decision_id, happened_at, decision_place(state)
