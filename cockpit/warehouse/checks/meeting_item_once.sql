-- meeting_item: 一个项目在一次会上只列一次
-- The places after the first that a project has on one list.
select meeting_id, position, project_id
from meeting_item
qualify row_number() over (partition by meeting_id, project_id order by position) > 1
