-- pipeline_step: 库内的环节和退出不得早于入库日期
-- 办法: 核对环节日期和条目的入库日期
-- Talks, signing and what is told to 统计库 come before an entry is in: only what happens in a library is held
-- against its day. Lets pass an entry that is on its way in, without a day.
select entry_id, step, on_date, entered_on
from pipeline_step
inner join pipeline_entry using (entry_id)
where step in ('审核通过', '手续齐备', '要素落实', '退出') and on_date < entered_on
