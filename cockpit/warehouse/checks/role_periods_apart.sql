-- role_assignment: 同一项目同一角色的任期不得重叠
-- An assignment that begins before an earlier one of the same role has ended. Lets pass one person
-- in two roles, and a vacancy in between.
select
    project_id, role, valid_from, person,
    max(coalesce(valid_to, date '9999-12-31')) over (
        partition by project_id, role order by valid_from rows between unbounded preceding and 1 preceding
    ) as other
from role_assignment
qualify valid_from <= other
