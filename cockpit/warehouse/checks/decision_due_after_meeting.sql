-- decision: 时限不得早于开会的那一天
-- Lets pass a decision that is due on the day of its meeting.
select decision_id, due_on, on_date
from decision
inner join meeting using (meeting_id)
where due_on < on_date
