-- Problems: what became of each by the end of a day, and who has it. Definition: docs/metrics.md, Dispatch.

create macro event_place(state) as  -- settles events of one moment: a list may give days only
    list_position(['待交办', '交办', '办理中', '待核验', '退回', '挂起', '延期', '上报', '已销号'], state);

create macro tier_place(tier) as list_position(['专班', '分包领导', '周一碰头会'], tier);

create macro tier_at(place) as (['专班', '分包领导', '周一碰头会'])[place];

create macro rules_on(day) as table  -- when a problem goes up, as the rules in force say
    select to_tier, overdue_days, returns
    from escalation_rule
    where valid_from <= day
    qualify row_number() over (partition by from_tier, to_tier order by valid_from desc) = 1;

create macro courses_on(day) as table  -- one row a problem with any event by the day's end
    select
        problem_id,
        arg_max(state, (happened_at, event_place(state))) filter (where state not in ('延期', '上报'))
            as last_act,
        arg_max(due_on, (happened_at, due_on)) filter (where state = '延期') as agreed_on,
        arg_max_null(agreed_by, (happened_at, due_on)) filter (where state = '延期') as agreed_by,
        min(happened_at::date) filter (where state = '已销号') as struck_on,
        count(*) filter (where state = '退回') as returns,
        count(*) filter (where state = '延期') as extensions,
        max(tier_place(tier)) filter (where state = '上报') as reported_place,
        max(happened_at) as moved_at
    from problem_event
    where happened_at::date <= day
    group by problem_id;

create macro problem_courses(day) as table
    -- One row a problem raised by the day. The first due date is the third day after it was raised (or an
    -- earlier one of its own) and stays; due_on is the agreed one, a later one of its row is read as a 延期.
    -- A closing after the day has not happened yet. Without events: 办理中 while open. Who has it is the
    -- highest tier that a rule in force or a 上报 brings it to.
    with

    known as (
        select
            p.problem_id, p.project_id, p.service, p.text, p.raised_on, p.owner_role, p.on_site,
            least(coalesce(p.due_on, p.raised_on + 3), p.raised_on + 3) as first_due_on,
            coalesce(course.agreed_on, p.due_on, p.raised_on + 3) as due_on,
            course.agreed_by, course.last_act, course.moved_at,
            case
                when least(course.struck_on, p.closed_on) <= day
                    then least(course.struck_on, p.closed_on)
            end as closed_on,
            coalesce(course.returns, 0) as returns,
            greatest(
                coalesce(course.extensions, 0), coalesce(p.due_on > p.raised_on + 3, false)::integer
            ) as extensions,
            coalesce(course.reported_place, 1) as reported_place
        from problem as p
        left join courses_on(day) as course using (problem_id)
        where p.raised_on <= day
    ),

    judged as (
        select
            *,
            closed_on is null as is_in_hand,
            is_in_hand and due_on < day as is_overdue,
            case when is_overdue then day - due_on end as days_over,
            case
                when not is_in_hand then '已销号'
                when last_act is null or last_act in ('交办', '退回', '已销号') then '办理中'
                else last_act
            end as step
        from known
    ),

    lifted as (
        select problem_id, max(tier_place(rule.to_tier)) as place
        from judged
        inner join rules_on(day) as rule
            on judged.days_over > rule.overdue_days or judged.returns >= rule.returns
        where is_in_hand
        group by problem_id
    )

    select
        judged.* exclude (reported_place),
        case
            when is_in_hand then tier_at(greatest(reported_place, coalesce(lifted.place, 1))) else '已销号'
        end as tier
    from judged
    left join lifted using (problem_id);

create macro oldest_problem_on(day) as table
    -- One row a project with an open problem: how many, and the oldest, which is the one that fell due first.
    select
        project_id,
        count(*) over (partition by project_id) as open_problems,
        text, service, raised_on,
        day - due_on as overdue_days
    from problem_courses(day)
    where is_in_hand
    qualify row_number() over (partition by project_id order by due_on, raised_on, problem_id) = 1;

create macro problems_on(day, as_of, scope) as table
    -- 问题化解 as of the day: the problems of the year of as_of, and those of earlier years that are still open.
    -- A problem of the year is judged once three calendar days have passed, whatever was agreed later.
    select
        * exclude (service),
        coalesce(service, '未填') as service,
        case
            when not is_in_hand then '已销号'
            when day - raised_on <= 3 then '0—3 天'
            when day - raised_on <= 7 then '4—7 天'
            when day - raised_on <= 14 then '8—14 天'
            else '15 天以上'
        end as age,
        raised_on >= year_start(as_of) as is_of_year,
        is_of_year and raised_on + 3 < day as is_judged,
        is_judged and coalesce(closed_on - raised_on <= 3, false) as is_closed_in_three
    from problem_courses(day)
    semi join projects_in(as_of, scope) using (project_id)
    where is_of_year or is_in_hand;

create macro problem_week_on(day, as_of, scope) as table
    -- One row a problem that was in hand at any time of the seven days that end on the day. Moved: an older
    -- one, still open, with an event in them; what was raised or closed in them is counted as that.
    select
        * exclude (service),
        coalesce(service, '未填') as service,
        raised_on < day - 6 as is_before,
        not is_before as is_raised,
        closed_on is not null as is_closed,
        is_before and is_in_hand and coalesce(moved_at::date >= day - 6, false) as is_moved
    from problem_courses(day)
    semi join projects_in(as_of, scope) using (project_id)
    where closed_on is null or closed_on >= day - 6;
