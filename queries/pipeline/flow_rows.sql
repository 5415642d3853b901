-- The entries behind the way of a library: one row an entry and a stage that it came to.
select
    library, place, flow_stage, entry_id, project_id, name, organisation, township, leader, entered_on,
    reached, waits, leaves, waiting_days, reason, left_on
from way_of_entries($as_of, $entries_on, $scope)
order by library, place, waiting_days desc nulls last, entry_id
