-- problem: 办结日期不得早于提出日期
-- Lets pass the same day, and open problems.
select problem_id, raised_on, closed_on
from problem
where closed_on < raised_on
