-- class_membership: 已撤出的项目不得经导入重新归类
-- After `remove`, a membership that reaches the day of removal or later. Lets pass what ended
-- before. To take a project back, waive its row with the reason.
with

removed as (
    select
        split_part(key, '|', 1) as project_id,
        cast(split_part(key, '|', 2) as date) as removed_on
    from waiver
    where rule = 'remove'
)

select m.project_id, m.project_class, m.valid_from, m.valid_to, min(r.removed_on) as base
from class_membership as m
inner join removed as r on m.project_id = r.project_id
where m.valid_to is null or m.valid_to >= r.removed_on
group by m.project_id, m.project_class, m.valid_from, m.valid_to
