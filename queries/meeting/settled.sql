-- 落实: decisions of all meetings together first (meeting_id is null), then by meeting, the last first.
select
    meeting_id,
    case when meeting_id is not null then any_value(on_date) end as on_date,
    sum(agreed)::integer as agreed,
    sum(done)::integer as done,
    sum(overdue)::integer as overdue,
    count(*) filter (where state = '推进中')::integer as under_way,
    count(*) filter (where state = '调整')::integer as moved,
    count(*) filter (where state = '待议')::integer as asked,
    sum(due)::integer as due,
    sum(due_done)::integer as due_done,
    ratio(sum(due_done), sum(due)) as done_ratio
from decisions_on($as_of)
group by grouping sets ((), (meeting_id))
having count(*) > 0
order by meeting_id is not null, any_value(on_date) desc, meeting_id
