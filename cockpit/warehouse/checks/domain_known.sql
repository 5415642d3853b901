-- project: 领域要在领域表里
-- Lets pass a project without a domain, and everything while no domain is loaded.
select p.project_id, p.valid_from, p.domain
from project as p
where
    p.domain is not null
    and not exists (select 1 from domain as known where known.domain = p.domain)
    and exists (select 1 from domain)
