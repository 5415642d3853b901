-- 议定事项: one row a decision as it stands at as_of; of the last meeting first, and there the overdue first.
select
    decision_id, meeting_id, on_date, project_id, s.name, s.township, s.organisation,
    text, lead, helps, supervisor, page, agreed_on, recorded_by, first_due_on, decisions.due_on, is_moved,
    done_on, note, moved_at, state, days_late, agreed, done, overdue, due, due_done
from decisions_on($as_of) as decisions
left join standing_on($as_of) as s using (project_id)
order by
    on_date desc, meeting_id, list_position(['逾期', '调整', '推进中', '已落实', '待议'], state),
    decisions.due_on, decision_id
