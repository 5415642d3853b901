-- problem_event: 问题的流转不得早于提出日期
-- Lets pass an event at any time of the day on which the problem was raised.
select problem_event.problem_id, happened_at, state, raised_on
from problem_event
inner join problem using (problem_id)
where happened_at::date < raised_on
