-- meeting: 一天只有一次碰头会
-- The meetings after the first of their day.
select meeting_id, on_date
from meeting
qualify row_number() over (partition by on_date order by meeting_id) > 1
