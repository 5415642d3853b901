-- 观摩: the ballots behind a body's mean: valid ones, without those of its own people. By body, the best place
-- first.
select
    inspection_id, title as tour, on_date, tour_group, body, ballot, voter_role, rank, points,
    1 as counted
from marks_on($as_of)
inner join inspection using (inspection_id)
where not is_own
order by on_date desc, inspection_id, tour_group, body, rank, ballot
