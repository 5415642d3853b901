-- One problem at as_of, or as far as problems were loaded, whatever is chosen of projects; no row where it
-- had not been raised by then.
select
    p.problem_id, p.project_id, profile.name, profile.township, profile.organisation, leader,
    p.service, p.text, p.owner_role, people.owner, p.step, p.tier, p.last_act,
    p.raised_on, p.first_due_on, p.due_on, p.agreed_by, p.closed_on, p.returns, p.extensions, p.days_over,
    coalesce(p.closed_on, $problems_on::date) - p.raised_on as days_used,
    $problems_on::date as judged_on
from problem_courses($problems_on::date) as p
left join profile_on($as_of) as profile using (project_id)
left join leader_on($as_of) using (project_id)
left join owners_on($as_of) as people using (project_id, owner_role)
where p.problem_id = $problem
