-- pipeline_step: 条目的环节只能向前走；退回以后可以再报
-- 办法: 核对两个环节的日期；确实退回的写“退回”，不再推进的写“退出”
-- A step of a day after that of a later one of the same course. 退回 stands beside 已报: it may be told again.
with

places as (
    select entry_id, step, on_date, course.name as course, course.place
    from pipeline_step
    inner join (
        values
        ('在谈', 'way', 1), ('签约', 'way', 2), ('报批', 'way', 3), ('开工', 'way', 4), ('在建', 'way', 5),
        ('投产', 'way', 6),
        ('审核通过', 'store', 1), ('手续齐备', 'store', 2), ('要素落实', 'store', 3),
        ('待报', 'statistics', 1), ('已报', 'statistics', 2), ('退回', 'statistics', 2),
        ('已入库', 'statistics', 3)
    ) as course (step, name, place) using (step)
)

select later.entry_id, later.step, later.on_date, max(earlier.on_date) as other
from places as later
inner join places as earlier
    on
        later.entry_id = earlier.entry_id
        and later.course = earlier.course
        and later.on_date > earlier.on_date
        and later.place < earlier.place
group by later.entry_id, later.step, later.on_date
