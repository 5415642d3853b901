-- 工作日志: the problems of the projects that a person had a post in in the month of as_of: raised or closed in
-- it, or in hand at its end; hers where the role that has one is. To the day to which problems were loaded.
with

its as (
    select project_id, list(role) as roles
    from role_assignment
    where
        person = $person and valid_from <= $as_of
        and (valid_to is null or valid_to >= date_trunc('month', $as_of))
    group by project_id
)

select
    p.problem_id, p.project_id, s.name, p.service, p.text, p.owner_role,
    p.raised_on, p.first_due_on, p.due_on, p.closed_on, p.step, p.on_site, p.days_over,
    coalesce(list_contains(its.roles, p.owner_role), false) as is_own
from problem_courses($problems_on::date) as p
inner join projects_in($as_of, $scope) as s using (project_id)
inner join its using (project_id)
where
    p.closed_on is null or p.closed_on >= date_trunc('month', $problems_on::date)
    or p.raised_on >= date_trunc('month', $problems_on::date)
order by is_own desc, p.raised_on, p.problem_id
