-- class_membership: 同一项目在同一类里的起止日期不得重叠
-- A membership that begins before an earlier one of the same project and class has ended; an open
-- end overlaps with all that follows. Lets pass a project in two classes at once.
select
    project_id, project_class, valid_from,
    max(coalesce(valid_to, date '9999-12-31')) over (
        partition by project_id, project_class order by valid_from
        rows between unbounded preceding and 1 preceding
    ) as other
from class_membership
qualify valid_from <= other
