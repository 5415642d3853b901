-- Teams: who leads and serves which project, and how far the six services are. Definition: docs/metrics.md,
-- Dispatch.

create macro service_place(service) as  -- the order of 六包
    list_position(['手续', '要素', '开工', '入库', '进度质量', '投产达效'], service);

create macro role_place(role) as  -- the order of 五个一
    list_position(['分包市领导', '首席服务官', '政务服务帮办人', '现场盯办人', '项目单位负责人'], role);

create macro team_projects_in(day, scope) as table
    -- one row a project with a team: of a class that has them (led), or with anyone ever named by the day
    with

    led as (select project_id, true as is_led from led_projects_in(day, scope)),

    named as (select distinct project_id from role_assignment where valid_from <= day)

    select
        s.project_id, coalesce(led.is_led, false) as is_led,
        if(coalesce(led.is_led, false), '应建专班的', '其他项目') as part
    from projects_in(day, scope) as s
    left join led using (project_id)
    left join named using (project_id)
    where led.is_led or named.project_id is not null;

create macro posts_on(day, scope) as table
    -- 五个一: five rows a project with a team. Vacant since its last holder's last day, else since the project
    -- is on the list; a holder is there on the last day.
    with

    listed as (
        select project_id, min(valid_from) as listed_from
        from class_membership
        where valid_from <= day
        group by project_id
    ),

    ended as (
        select
            project_id, role, max(valid_to) as last_on, arg_max(person, valid_to) as last_holder
        from role_assignment
        where valid_from <= day and valid_to < day
        group by project_id, role
    ),

    posts as (
        select
            project_id, is_led, part,
            unnest(
                ['分包市领导', '首席服务官', '政务服务帮办人', '现场盯办人', '项目单位负责人']
            ) as role
        from team_projects_in(day, scope)
    )

    select
        posts.*, owner as person, last_holder,
        case when owner is null then day - coalesce(last_on, listed_from - 1) end as vacant_days
    from posts
    left join owners_on(day) as held on posts.project_id = held.project_id and role = owner_role
    left join ended on posts.project_id = ended.project_id and posts.role = ended.role
    left join listed on posts.project_id = listed.project_id;

create macro team_rows_on(day, cut_on, stages_on, problems_on, scope) as table
    -- One row a project with a team and what it gives to its leader's figures: money at the cut, lamp, visit
    -- of the month (of led projects), problems as far as they are known, posts.
    with

    rounds as (select project_id, visited_on, is_judged from leader_rounds(day, scope)),

    problems as (
        select
            project_id,
            count(*) filter (where is_in_hand) as in_hand,
            count(*) filter (where is_overdue) as overdue
        from problem_courses(problems_on)
        group by project_id
    ),

    posts as (
        select
            project_id, count(*) as posts, count(person) as filled,
            string_agg(role, '、' order by role_place(role)) filter (where person is null) as vacant_roles,
            max(vacant_days) as vacant_days
        from posts_on(day, scope)
        group by project_id
    ),

    money as (select * from projects_in(cut_on, scope))

    select
        team.*, s.name, s.township, s.organisation, coalesce(leader, '未填') as leader,
        money.annual_plan_wan, money.completed_wan,
        money.counted_plan_wan, money.counted_completed_wan, money.counted_planned_wan,
        ratio(money.counted_completed_wan, money.counted_plan_wan) as completion_ratio,
        coalesce(lamps.lamp, '不计') as lamp,
        coalesce(lamps.lamp_level, 0) as lamp_level,
        s.is_due_on_list and not s.is_implemented as is_late,
        case when s.is_due_on_list and not s.is_implemented then s.due_on end as late_since,
        rounds.project_id is not null as is_assigned, rounds.is_judged as is_visit_judged, rounds.visited_on,
        case when problems_on is not null then coalesce(problems.in_hand, 0) end as in_hand,
        case when problems_on is not null then coalesce(problems.overdue, 0) end as overdue,
        posts.posts, posts.filled, posts.vacant_roles, posts.vacant_days
    from team_projects_in(day, scope) as team
    inner join standing_on(day) as s using (project_id)
    left join leader_on(day) using (project_id)
    left join money using (project_id)
    left join lamps_on(day, cut_on, stages_on) as lamps using (project_id)
    left join rounds using (project_id)
    left join problems using (project_id)
    left join posts using (project_id);

create macro items_to(day) as (  -- how far the six services are told by a day; null without any item begun
    select reach_in(day, greatest(
        max(started_on) filter (where started_on <= day), max(done_on) filter (where done_on <= day)
    ))
    from service_item
);

create macro items_on(day) as table  -- the items of the six services as they were at the end of a day
    select
        project_id, service, item, position, mode, owner_role, planned_on,
        if(begun.started_on <= day, begun.started_on, null) as started_on,
        if(begun.done_on <= day, begun.done_on, null) as done_on,
        coalesce(is_waived, false) as is_waived,
        not coalesce(is_waived, false) and coalesce(begun.done_on > day, true) as is_open
    from service_item as begun;

create macro steps_on(day) as table
    -- 六包: one row a project with items: the first service with an item neither done nor waived (六包办完 where
    -- none is left), that item, and since when it waits: the later of its start and the last end before it.
    with

    ordered as (
        select
            *,
            max(done_on) over (
                partition by project_id order by service_place(service), position, item
                rows between unbounded preceding and 1 preceding
            ) as before_on
        from items_on(day)
    ),

    first_open as (
        select project_id, service, item, greatest(started_on, before_on) as since_on
        from ordered
        where is_open
        qualify row_number() over (
            partition by project_id order by service_place(service), position, item
        ) = 1
    ),

    services as (  -- of each project: the services of which nothing is left
        select project_id, service, not bool_or(is_open) as is_done
        from items_on(day)
        group by project_id, service
    ),

    every as (
        select
            project_id,
            list(service order by service_place(service)) filter (where is_done) as done_services
        from services
        group by project_id
    )

    select
        project_id, coalesce(service, '六包办完') as service, item, since_on, done_services,
        items_to(day) - since_on as step_days
    from every
    left join first_open using (project_id);

create macro team_members_on(day, scope) as table
    -- 三分之一: one row a person who is 现场盯办人 of a led project on the day: days on site in its month at any
    -- project that was hers then, working days so far, as far as visits were loaded. Who has no such post is
    -- not asked for presence (assumed).
    with

    month_visits as (
        select project_id, on_date, person
        from visit
        where visited_by = 'team' and on_date between date_trunc('month', day) and day
    ),

    loaded as (select max(on_date) as judged_on from month_visits),

    working as (
        select count(*) filter (where workday) as workdays
        from calendar
        cross join loaded
        where on_date between date_trunc('month', day) and judged_on
    ),

    asked as (
        select person, count(*) as projects
        from holder_on(day, '现场盯办人')
        semi join led_projects_in(day, scope) using (project_id)
        group by person
    ),

    seen as (
        select seen.person, count(distinct on_date) as days
        from month_visits as seen
        inner join role_assignment as held  -- on equal columns alone: a hash join, of large ledgers too
            on seen.project_id = held.project_id and seen.person = held.person
        where on_date >= held.valid_from and (held.valid_to is null or on_date <= held.valid_to)
        group by seen.person
    )

    select
        person, projects, judged_on,
        case when judged_on is not null and workdays > 0 then coalesce(days, 0) end as days,
        case when judged_on is not null and workdays > 0 then workdays end as workdays,
        3 * coalesce(days, 0) >= workdays as is_reached
    from asked
    cross join loaded
    cross join working
    left join seen using (person);

create macro struck_on_site(day, as_of, scope) as table
    -- 一线: the problems that were closed in the day's month by then, and whether on site
    select problem_id, project_id, service, text, raised_on, closed_on, owner_role, on_site
    from problem_courses(day)
    semi join projects_in(as_of, scope) using (project_id)
    where closed_on between date_trunc('month', day) and day;

create macro branches_on(day, scope) as table
    -- 五有: one row a led project: its branch of that day, if it has one
    with

    founded as (
        select
            project_id,
            max(valid_from) as since_on,
            arg_max_null(sign, valid_from) as sign,
            arg_max_null(flag, valid_from) as flag,
            arg_max_null(venue, valid_from) as venue,
            arg_max_null(rules, valid_from) as rules,
            arg_max_null(running, valid_from) as running
        from party_branch
        where valid_from <= day
        group by project_id
    ),

    known as (select count(*) > 0 as is_loaded from founded)

    select
        led.project_id, since_on, is_loaded,
        since_on is not null as is_built,
        coalesce(sign, false) as sign, coalesce(flag, false) as flag, coalesce(venue, false) as venue,
        coalesce(rules, false) as rules, coalesce(running, false) as running
    from led_projects_in(day, scope) as led
    cross join known
    left join founded using (project_id);

create macro approvals_on(day, scope) as table  -- items granted by a mode (审批模式) in the year of the day
    select project_id, mode, service, item, position, started_on, done_on
    from items_on(day)
    semi join projects_in(day, scope) using (project_id)
    where mode is not null and done_on >= year_start(day);
