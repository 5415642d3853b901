-- class_membership: 归类的项目要在项目表里
-- Lets nothing pass.
select m.project_id, m.project_class, m.valid_from
from class_membership as m
where not exists (select 1 from project as p where p.project_id = m.project_id)
