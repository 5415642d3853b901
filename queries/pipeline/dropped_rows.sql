-- The entries that left in the year, each with its reason and the last step it had come to. 万元.
select
    library, reason, left_on, step_before, entry_id, project_id, name, organisation, entered_on, total_wan,
    dropped
from dropped_on($as_of, $scope)
order by library, reason, left_on, entry_id
