-- pipeline_step: “已入库”的日期应与条目的入库日期、项目的入库一致
-- 办法: 核对条目的入库日期和项目阶段的“入库”，三处写同一天
-- A project's first 入库 counts; an entry that names none is held against its own day alone.
with

registered as (
    select project_id, min(on_date) as registered_on from stage_event
    where stage = '入库'
    group by project_id
)

select entry_id, step, on_date, coalesce(entered_on, registered_on) as other
from pipeline_step
inner join pipeline_entry using (entry_id)
left join registered using (project_id)
where
    step = '已入库'
    and (
        entered_on is distinct from on_date
        or (project_id is not null and registered_on is distinct from on_date)
    )
