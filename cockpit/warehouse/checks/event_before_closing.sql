-- problem_event: 已销号之后不得再有流转
-- 办法: 核对已销号的时间和办结日期；重新出现的问题另登记一条
-- An event after the first 已销号 of its problem, or after the day on which the ledger closed it. Lets pass
-- what happened before on the same day, and a move on the page that the ledger closes earlier when it comes:
-- the ledger's day counts then.
with

struck as (
    select problem_id, min(happened_at) as struck_at from problem_event
    where state = '已销号'
    group by problem_id
),

on_page as (
    select origin.key from origin
    inner join load using (load_id)
    where origin.table_name = 'problem_event' and load.file = 'problem'
)

select problem_event.problem_id, happened_at, state, coalesce(struck_at::date, closed_on) as other
from problem_event
left join struck using (problem_id)
left join problem using (problem_id)
where
    happened_at > struck_at
    or (
        happened_at::date > closed_on
        and concat_ws('|', problem_event.problem_id, happened_at, state) not in (select key from on_page)
    )
