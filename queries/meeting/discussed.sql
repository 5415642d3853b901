-- When a project was last on the list of a meeting before as_of, and how many weeks ago that is.
select
    project_id, any_value(s.name) as name,
    max(on_date) as last_on,
    count(*)::integer as times,
    ($as_of::date - max(on_date)) // 7 as weeks_since
from meeting_item
inner join meeting using (meeting_id)
left join standing_on($as_of) as s using (project_id)
where on_date < $as_of::date
group by project_id
order by last_on desc, project_id
