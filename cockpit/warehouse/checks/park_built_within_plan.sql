-- park_report: 建成建筑面积不得超过规划建筑面积
-- The first report above it. Lets pass a park without a planned area.
select r.park_id, r.report_date, r.built_m2, p.planned_m2
from park_report as r
inner join park as p on r.park_id = p.park_id
where r.built_m2 > p.planned_m2
qualify row_number() over (partition by r.park_id order by r.report_date) = 1
