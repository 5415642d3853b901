-- problem_event: 已销号的那一天应与办结日期相同
-- 办法: 核对这一件是哪一天办结的，两处写成一样
-- Of two days of one closing in files no figure could say which counts. Lets pass a problem that only one of
-- them closes, and what was struck out on the page before the ledger came: the earlier day counts. An event
-- after the ledger's day is event_before_closing's.
with

on_page as (
    select origin.key from origin
    inner join load using (load_id)
    where origin.table_name = 'problem_event' and load.file = 'problem'
)

select problem_event.problem_id, happened_at, state, closed_on
from problem_event
inner join problem using (problem_id)
where
    state = '已销号' and happened_at::date < closed_on
    and concat_ws('|', problem_event.problem_id, happened_at, state) not in (select key from on_page)
