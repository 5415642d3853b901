-- 日督导: what was found in the seven days that end on as_of, and what is still open of before; open ones first,
-- the longest overdue first. Put right after as_of: still open.
select
    item_id, on_date, project_id, profile.name, profile.township,
    coalesce(item.organisation, profile.organisation) as organisation, finding, due_on,
    case when done_on <= $as_of then done_on end as done_on,
    on_date > $as_of - 7 as is_of_week,
    done_on is null or done_on > $as_of as is_open,
    coalesce(is_open and due_on < $as_of, false) as is_overdue,
    case when is_overdue then $as_of - due_on end as days_over
from supervision_item as item
left join profile_on($as_of) as profile using (project_id)
where on_date <= $as_of and (on_date > $as_of - 7 or is_open)
order by is_open desc, is_overdue desc, due_on nulls last, on_date desc, item_id
