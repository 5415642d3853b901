-- What each project completed of its year at the cut; null or no row without a report of the year. All
-- projects: one answer serves every choice, and it is asked of an earlier day or version beside the ledger.
select project_id, completed_wan
from standing_on($cut_on)
where completed_wan is not null
order by project_id
