-- plan_curve: 累计计划投资按月不得减少
-- Within a year and revision. Lets pass months that are missing.
select
    project_id, year, revision, month, planned_wan,
    lag(planned_wan) over (partition by project_id, year, revision order by month) as previous_wan
from plan_curve
qualify planned_wan < previous_wan
