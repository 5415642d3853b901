-- project_year: 调整后的计划要有决定日期，且不早于前一次计划的决定日期
-- The plan that counts on a day is the highest revision decided by then. Lets pass a first plan without a
-- day (it holds from 1 January), and two decided on one day.
select
    project_id, year, revision, decided_on,
    max(decided_on) over (
        partition by project_id, year order by revision rows between unbounded preceding and 1 preceding
    ) as other
from project_year
qualify
    (decided_on is null and row_number() over (partition by project_id, year order by revision) > 1)
    or decided_on < other
