-- Entries of the year's libraries by as_of. 万元. Those that name no project stand only without a filter.
with

unfiltered as (
    select is_whole($scope) as is_whole
)

select
    entry_id, library, entries, entry.total_wan, entry.plan_wan, entered_on, entry.project_id,
    coalesce(scope.name, entry.title) as name,
    coalesce(scope.organisation, entry.organisation) as organisation
from pipeline_entry as entry
cross join unfiltered
left join projects_in($as_of, $scope) as scope using (project_id)
where
    entered_on between year_start($as_of) and $as_of
    and (is_whole or scope.project_id is not null)
order by library, entered_on, entry_id
