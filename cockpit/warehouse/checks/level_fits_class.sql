-- class_membership: 分层级的类别要写层级，其他类别不写
-- 办法: 核对类别和层级
-- Lets pass a class of which it is not said whether it has levels.
select m.project_id, m.project_class, m.valid_from, m.level
from class_membership as m
inner join class as its on m.project_class = its.project_class
where its.has_levels = (m.level is null)
