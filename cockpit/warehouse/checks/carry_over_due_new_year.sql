-- project_year: 续建项目应在当年 1 月 1 日复工
-- A carry-over with another day, or none. Lets pass new projects with any day.
select project_id, year, revision, due_on
from project_year
where carry_over and due_on is distinct from make_date(year, 1, 1)
