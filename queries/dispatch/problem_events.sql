-- The events of one problem by the end of as_of, or as far as problems were loaded, in their order.
select happened_at, state, tier, moved_by, agreed_by, due_on, note
from problem_event
where problem_id = $problem and happened_at::date <= $problems_on::date
order by happened_at, event_place(state)
