-- class_membership: 层级要在层级表里
-- 办法: 改成层级表里的写法；确有新的层级，先在层级表（level）里加一行
-- Lets pass a membership without a level, and everything while no level is loaded.
select
    m.project_id, m.project_class, m.valid_from, m.level,
    (select string_agg(known.level, '、' order by known.position) from level as known) as known
from class_membership as m
where
    m.level is not null
    and not exists (select 1 from level as known where known.level = m.level)
    and exists (select 1 from level)
