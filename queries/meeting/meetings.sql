-- 周一碰头会: one row a meeting prepared by as_of, the last first, those still to come among them.
with

items as (select meeting_id, count(*) as projects from meeting_item group by meeting_id),

decided as (
    select meeting_id, sum(agreed)::integer as agreed, count(*) - sum(agreed)::integer as asked
    from decisions_on($as_of)
    group by meeting_id
)

select
    meeting_id, on_date, meeting.as_of, data_version, pinned,
    coalesce(projects, 0)::integer as projects,
    coalesce(agreed, 0)::integer as agreed,
    coalesce(asked, 0)::integer as asked
from meeting
left join items using (meeting_id)
left join decided using (meeting_id)
where meeting.as_of <= $as_of
order by on_date desc, meeting_id
