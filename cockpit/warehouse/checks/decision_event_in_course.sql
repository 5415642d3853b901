-- decision_event: 议定之后、落实之前才有办理
-- 办法: 核对办理时间；没有议定的先议定；落实以后又出现的另议一件
-- An event before its decision was agreed, of one that is only asked for, or after the first 已落实.
with

finished as (
    select decision_id, min(happened_at) as done_at from decision_event
    where state = '已落实'
    group by decision_id
)

select decision_id, happened_at, state, coalesce(done_at::date, agreed_on) as other
from decision_event
inner join decision using (decision_id)
left join finished using (decision_id)
where agreed_on is null or happened_at::date < agreed_on or happened_at > done_at
