-- Who stood before each hop: made or waiting, and the days.
select
    place, hop, subject, project_id, name, organisation, leader, from_on, to_on, base, moved, days, waits,
    waiting_days
from hops_on($as_of, $stages_on, $entries_on, $scope)
order by place, hop, waiting_days desc nulls last, days desc nulls last, subject
