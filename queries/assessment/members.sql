-- Whose projects are whose at as_of: one row a body and project that it answers for.
select body, body_group, project_id
from assessed_projects($as_of)
order by project_id, body_group, body
