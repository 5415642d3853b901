-- pipeline_step: 退出或已入库以后不再有环节
-- 办法: 核对日期；退出后又申报的另列一个条目
-- After 退出 nothing comes; after 已入库 nothing of 统计库's own course, and no 退出.
with

ended as (
    select
        entry_id,
        min(on_date) filter (where step = '退出') as left_on,
        min(on_date) filter (where step = '已入库') as registered_on
    from pipeline_step
    group by entry_id
)

select entry_id, step, on_date, coalesce(left_on, registered_on) as other
from pipeline_step
inner join ended using (entry_id)
where
    on_date > left_on
    or (on_date > registered_on and step in ('待报', '已报', '退回', '已入库', '退出'))
