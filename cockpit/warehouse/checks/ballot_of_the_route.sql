-- inspection_ballot: 选票上的观摩对象应在这次观摩的点位里
-- Lets pass a body with several stops, and one that a ballot leaves out.
select inspection_ballot.inspection_id, ballot, inspection_ballot.body, rank
from inspection_ballot
anti join inspection_stop as stop
    on inspection_ballot.inspection_id = stop.inspection_id and inspection_ballot.body = stop.body
