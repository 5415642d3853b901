-- 观摩: one row a ballot of a tour held by as_of (and group), void ones first with why.
select
    inspection_id, title as tour, on_date, tour_group, ballot, voter_role, voter_body,
    case when is_void then '作废' else '有效' end as state, reason,
    (not is_void)::integer as valid,
    is_void::integer as void
from ballots_on($as_of)
inner join inspection using (inspection_id)
order by on_date desc, inspection_id, tour_group, is_void desc, ballot
