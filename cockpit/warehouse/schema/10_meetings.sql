-- 周一碰头会: what was decided and what became of it by the end of a day. Definition: docs/metrics.md, The
-- Monday meeting.

create macro decision_place(state) as  -- the order of a list; settles events of one moment
    list_position(['推进中', '调整', '已落实'], state);

create macro decisions_on(day) as table
    -- One row a decision of a meeting prepared by the day. Asked for until it is agreed; then 已落实 by its
    -- last event, else 逾期 past the date agreed last, else 调整 where that is not the first, else 推进中.
    with

    courses as (
        select
            decision_id,
            arg_max(state, (happened_at, decision_place(state))) as last_state,
            arg_max(due_on, (happened_at, due_on)) filter (where state = '调整') as moved_to,
            max(happened_at::date) filter (where state = '已落实') as done_on,
            arg_max(note, (happened_at, decision_place(state))) as note,
            max(happened_at) as moved_at
        from decision_event
        where happened_at::date <= day
        group by decision_id
    ),

    known as (
        select
            decision.*, meeting.on_date,
            decision.due_on as first_due_on,
            coalesce(courses.moved_to, decision.due_on) as agreed_due_on,
            coalesce(decision.agreed_on <= day, false) as is_agreed,
            coalesce(courses.last_state = '已落实', false) as is_done,
            courses.done_on, courses.note, courses.moved_at
        from decision
        inner join meeting using (meeting_id)
        left join courses using (decision_id)
        where meeting.as_of <= day
    )

    select
        decision_id, meeting_id, on_date, project_id, text, lead, helps, supervisor, page, agreed_on,
        recorded_by, first_due_on,
        agreed_due_on as due_on,
        coalesce(agreed_due_on <> first_due_on, false) as is_moved,
        case when is_agreed and is_done then done_on end as done_on,
        note, moved_at,
        case
            when not is_agreed then '待议'
            when is_done then '已落实'
            when agreed_due_on < day then '逾期'
            when is_moved then '调整'
            else '推进中'
        end as state,
        is_agreed::integer as agreed,
        (state = '已落实')::integer as done,
        (state = '逾期')::integer as overdue,
        (is_agreed and agreed_due_on <= day)::integer as due,
        (due = 1 and state = '已落实')::integer as due_done,
        case state when '逾期' then day - agreed_due_on when '已落实' then done_on - agreed_due_on end
            as days_late
    from known;
