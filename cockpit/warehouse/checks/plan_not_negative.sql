-- project_year: 年度计划投资不得为负
-- Lets pass a missing plan: it is out of both sums of a rate.
select project_id, year, revision, annual_plan_wan
from project_year
where annual_plan_wan < 0
