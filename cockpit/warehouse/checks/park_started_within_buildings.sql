-- park_report: 已动工的厂房不得多于规划的栋数
-- The first report above it. Lets pass a park whose buildings are all under way.
select r.park_id, r.report_date, r.buildings_started, p.buildings
from park_report as r
inner join park as p on r.park_id = p.park_id
where r.buildings_started > p.buildings
qualify row_number() over (partition by r.park_id order by r.report_date) = 1
