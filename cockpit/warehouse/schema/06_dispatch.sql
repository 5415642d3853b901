-- 调度: on which days a project was under way, so that a report, a visit or a check was due.

create macro stage_spans() as table  -- from an event to the day before the next; a day's later stage stands
    select
        project_id,
        on_date as from_day,
        coalesce(lead(on_date) over course - 1, date '9999-12-31') as to_day,
        stage in ('开工', '复工') as is_under_way
    from stage_event
    where stage in ('开工', '停工', '复工', '竣工', '投产', '达效')
    window course as (partition by project_id order by in_course(on_date, stage));

create macro days_due(first_day, last_day) as table  -- project-days under way that the calendar asks for
    select span.project_id, calendar.on_date
    from calendar
    inner join stage_spans() as span
        on calendar.on_date between span.from_day and span.to_day and span.is_under_way
    where calendar.report_due and calendar.on_date between first_day and last_day;

-- A project's days are the bits of a number: bit n is the day n after the first. Day by day a ledger of
-- 50,000 projects is a million rows a month, to be joined by their codes.
create macro bit_of(on_date, first_day) as 1::bigint << (on_date - first_day);

create macro has_bit(bits, on_date, first_day) as (bits >> (on_date - first_day)) & 1 = 1;

create macro due_bits(first_day, last_day) as table  -- one row a project under way, of at most 62 days
    with

    asked as (
        select coalesce(bit_or(bit_of(on_date, first_day)), 0) as bits
        from calendar
        where report_due and on_date between first_day and last_day
    ),

    spans as (
        select
            project_id,
            greatest(from_day, first_day) as from_day,
            least(to_day, last_day) as to_day
        from stage_spans()
        where is_under_way
    )

    select
        project_id,
        bit_or(bit_of(to_day + 1, first_day) - bit_of(from_day, first_day)) & any_value(asked.bits) as due
    from spans
    cross join asked
    where from_day <= to_day
    group by project_id;

create macro report_bits(first_day, last_day) as table
    -- one row a project with a report: of which days, and of which of them the time of receipt is known, and
    -- was before the day's end
    select
        project_id,
        bit_or(bit_of(report_date, first_day)) as reported,
        coalesce(bit_or(bit_of(report_date, first_day)) filter (where received_at is not null), 0) as known,
        coalesce(
            bit_or(bit_of(report_date, first_day)) filter (where received_at::date <= report_date), 0
        ) as in_time
    from progress_report
    where report_date between first_day and last_day
    group by project_id;

create macro report_board(first_day, last_day) as table
    -- One row a project under way between the days: its days due, and what came of them, as bits from
    -- first_day on. judged, the same of each: the days on which a missing report is one: inside a stretch of
    -- daily reporting, by a tenth at least of those due, with at most three days due between two such days. A
    -- month's file, dated on its last day, is no such stretch, nor is what comes after the last (assumed). To
    -- see such stretches a board begins two weeks before the first day that is asked about.
    with

    board as materialized (
        select
            due.project_id, due.due,
            coalesce(reports.reported, 0) as reported,
            coalesce(reports.known, 0) as known,
            coalesce(reports.in_time, 0) as in_time
        from due_bits(first_day, last_day) as due
        left join report_bits(first_day, last_day) as reports using (project_id)
    ),

    days as (select on_date from calendar where on_date between first_day and last_day),

    by_day as (
        select
            on_date,
            count(*) filter (where has_bit(due, on_date, first_day)) as due,
            count(*) filter (where has_bit(due & reported, on_date, first_day)) as reported
        from board
        cross join days
        group by on_date
    ),

    numbered as (
        select
            on_date, 10 * reported >= due as is_reported,
            count(*) over (order by on_date) as place
        from by_day
        where due > 0
    ),

    around as (
        select
            on_date, is_reported,
            max(place) filter (where is_reported) over before_it as earlier,
            min(place) filter (where is_reported) over after_it as later,
            place
        from numbered
        window
            before_it as (order by on_date rows between unbounded preceding and 1 preceding),
            after_it as (order by on_date rows between 1 following and unbounded following)
    ),

    judged as (
        select coalesce(bit_or(bit_of(on_date, first_day)), 0) as bits
        from around
        where
            coalesce(later - earlier <= 4, false)
            or (is_reported and coalesce(place - earlier <= 4 or later - place <= 4, false))
    )

    select board.*, judged.bits as judged
    from board
    cross join judged;

create macro days_judged(first_day, last_day) as table  -- the project-days due that are judged
    with days as (select on_date from calendar where on_date between first_day and last_day)

    select project_id, on_date
    from report_board((first_day - 14), last_day)
    cross join days
    where has_bit(due & judged, on_date, first_day - 14);

-- What each figure of 调度 counts, row by row: the question of the figure and that of its rows share these.

create macro led_projects_in(day, scope) as table  -- of a class whose projects have 专班 and 分包
    with led as (select project_class from class where has_teams)

    select distinct project_id from pairs_in(day, scope)
    semi join led using (project_class);

create macro month_board(day, scope) as table
    -- 每天必传 of the day's month so far, as bits from first_day on: one row a project, its days due that are
    -- judged, and which of them came in time, late, not at all. A report without a time of receipt is
    -- unknown, not late.
    select
        project_id,
        date_trunc('month', day)::date - 14 as first_day,
        due & judged as due,
        in_time,
        known & ~in_time as late,
        ~reported as missing,
        reported & ~known as unknown
    from report_board((date_trunc('month', day)::date - 14), day)
    semi join projects_in(day, scope) using (project_id);

create macro month_days(day) as table  -- the days of a day's month so far
    select on_date from calendar where on_date between date_trunc('month', day) and day;

create macro report_days(day, scope) as table  -- 每天必传: the project-days due of it, and what came of each
    select
        project_id, on_date,
        not has_bit(missing, on_date, first_day) as is_reported,
        has_bit(in_time, on_date, first_day) as is_in_time,
        has_bit(late, on_date, first_day) as is_late,
        has_bit(unknown, on_date, first_day) as is_unknown
    from month_board(day, scope)
    cross join month_days(day)
    where has_bit(due, on_date, first_day);

create macro day_calls(day) as table
    -- 每天必传 of a day: the projects due on it, and what came of each. Asked: the day is judged, or one of the
    -- week before it is, so that a report is expected of a day that has only begun.
    with

    board as (
        select *, day - 14 as first_day
        from report_board((day - 14), day)
    )

    select
        project_id,
        has_bit(reported, day, first_day) as is_reported,
        has_bit(in_time, day, first_day) as is_in_time,
        has_bit(known, day, first_day) and not is_in_time as is_late,
        is_reported and not has_bit(known, day, first_day) as is_unknown,
        has_bit(judged, day, first_day) as is_judged,
        judged >= bit_of(day - 7, first_day) as is_asked
    from board
    where has_bit(due, day, first_day);

create macro owners_on(day) as table  -- one row a project and role: who has it
    select project_id, role as owner_role, arg_max_null(person, valid_from) as owner
    from role_assignment
    where valid_from <= day and (valid_to is null or valid_to >= day)
    group by project_id, role;

create macro holder_on(day, of_role) as table  -- one row a project: who has one of its five roles
    select project_id, owner as person from owners_on(day) where owner_role = of_role;

create macro caller_on(day, first_role, second_role) as table
    -- One row a project: whom to remind. Who holds the first role, else the second, else its 分包市领导
    -- (assumed: the teams' rule says who reports, not who reminds).
    select
        project_id,
        coalesce(first.person, second.person, leader) as caller,
        case
            when first.person is not null then first_role
            when second.person is not null then second_role
            when leader is not null then '分包市领导'
        end as caller_role
    from holder_on(day, first_role) as first
    full join holder_on(day, second_role) as second using (project_id)
    full join leader_on(day) using (project_id);

create macro grouped_by(name, leader, organisation, township) as  -- the group of a project, 未填 without one
    coalesce(
        case name when 'organisation' then organisation when 'township' then township else leader end, '未填'
    );

create macro groups_in(day, kind_of_group, scope) as table  -- one row a project: the group that it is in
    select project_id, grouped_by(kind_of_group, leader, s.organisation, s.township) as group_name
    from projects_in(day, scope) as s
    left join leader_on(day) using (project_id);

create macro visit_weeks(day, scope) as table
    -- 每周必到: the project-weeks due (Monday to Sunday) that end in the day's month, and the running one
    with

    starts as (
        select unnest(generate_series(
            date_trunc('week', date_trunc('month', day)), day, interval 7 days
        ))::date as week_start
    ),

    due_weeks as (
        select project_id, week_start
        from due_bits(date_trunc('week', date_trunc('month', day))::date, day)
        semi join led_projects_in(day, scope) using (project_id)
        inner join starts
            on (due >> (week_start - date_trunc('week', date_trunc('month', day))::date)) & 127 <> 0
    ),

    visits as (
        select distinct project_id, date_trunc('week', on_date)::date as week_start
        from visit
        where visited_by = 'team'
        and on_date between date_trunc('week', date_trunc('month', day)) and day
    ),

    loaded as (select max(on_date) as last_on from visit where visited_by = 'team' and on_date <= day),

    due_starts as (select distinct week_start from due_weeks),

    seen_starts as (
        select distinct date_trunc('week', on_date)::date as week_start
        from visit
        where visited_by = 'team' and on_date <= day
    ),

    weeks as (
        -- judged: a visit to anyone in it, or at most three weeks without between two such; and visits go at
        -- least to its Friday, for data that end within a week say nothing of it (assumed)
        select
            due.week_start,
            coalesce(
                min(seen.week_start) filter (where seen.week_start >= due.week_start)
                - max(seen.week_start) filter (where seen.week_start <= due.week_start) <= 28
                and (due.week_start + 6 > day or any_value(loaded.last_on) >= due.week_start + 4),
                false
            ) as is_judged
        from due_starts as due
        cross join seen_starts as seen
        cross join loaded
        group by due.week_start
    )

    select
        due_weeks.*,
        week_start + 6 > day as is_running,
        visits.week_start is not null as is_visited,
        coalesce(weeks.is_judged, false) as is_judged
    from due_weeks
    left join weeks using (week_start)
    left join visits using (project_id, week_start);

create macro nodes_due(day, scope) as table
    -- 每月必查: the milestones due in the day's month by that day, and when they were checked in it; not judged
    -- where no check of the month was loaded at all
    with

    checked as (
        select count(*) > 0 as is_judged from milestone_check
        where month = date_trunc('month', day) and checked_on <= day
    )

    select
        milestone.milestone_id, any_value(project_id) as project_id, any_value(title) as title,
        any_value(planned_on) as planned_on, min(checks.checked_on) as checked_on,
        count(checks.milestone_id) > 0 as is_checked,
        any_value(checked.is_judged) as is_judged
    from milestone
    cross join checked
    semi join projects_in(day, scope) using (project_id)
    left join milestone_check as checks
        on
            milestone.milestone_id = checks.milestone_id
            and checks.month = date_trunc('month', day) and checks.checked_on <= day
    where date_trunc('month', planned_on) = date_trunc('month', day) and planned_on <= day
    group by milestone.milestone_id;

create macro leader_rounds(day, scope) as table
    -- 领导督导覆盖: the key projects with a leader then, and when the leader was there in the day's month
    with

    rounds as (
        select project_id, person as leader, max(on_date) as visited_on
        from visit
        where visited_by = 'leader' and on_date between date_trunc('month', day) and day
        group by project_id, person
    ),

    loaded as (select count(*) > 0 as is_judged from rounds)

    select led.*, visited_on, is_judged
    from leader_on(day) as led
    cross join loaded
    semi join led_projects_in(day, scope) using (project_id)
    left join rounds using (project_id, leader)
    where leader is not null;
