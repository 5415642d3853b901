-- The projects on the lists of the meetings prepared by as_of, the last meeting first, in the list's order.
select
    meeting_id, on_date, position, project_id, s.name, s.township, s.organisation,
    proposed_rank, replaces, other.name as replaces_name, replaced_reason
from meeting_item
inner join meeting using (meeting_id)
left join standing_on($as_of) as s using (project_id)
left join standing_on($as_of) as other on meeting_item.replaces = other.project_id
where meeting.as_of <= $as_of
order by on_date desc, meeting_id, position
