-- decision: 议定日期不得早于开会的那一天
-- Lets pass what is written down as agreed later, on the days after the meeting.
select decision_id, agreed_on, on_date
from decision
inner join meeting using (meeting_id)
where agreed_on < on_date
