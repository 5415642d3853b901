-- problem_event: 已销号的那一天应与办结日期相同
-- Of two days of one closing no figure could say which counts. Lets pass a problem that only one of them
-- closes; an event after the ledger's day is event_before_closing's.
select problem_event.problem_id, happened_at, state, closed_on
from problem_event
inner join problem using (problem_id)
where state = '已销号' and happened_at::date < closed_on
