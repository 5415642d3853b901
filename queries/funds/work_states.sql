-- 专项债 projects by how far their work has come against what arrived, and in all (work_state null). 万元.
select
    work_state,
    sum(listed) as projects,
    sum(issued_wan) as issued_wan,
    sum(used_wan) as used_wan,
    sum(idle_wan) as idle_wan,
    sum(done_wan) as done_wan,
    sum(paid_over) as paid_over,
    sum(done_over) as done_over
from bond_projects_on($as_of, $cut_on, $scope)
group by grouping sets ((work_state), ())
having count(*) > 0
order by work_state nulls first
