-- 跑项争资: the entries of libraries, how each moves on, and what has started without being in statistics. 万元.

create macro entry_step_place(step) as  -- its place in an entry's course: settles steps of one day
    list_position(
        [
            '在谈', '签约', '报批', '审核通过', '手续齐备', '要素落实', '开工', '在建', '投产',
            '待报', '已报', '退回', '已入库', '退出'
        ],
        step
    );

create macro waited(since_on, known_on) as  -- days, as far as that kind of data goes; null without a day
    case when since_on is not null then greatest(0, known_on - since_on) end;

create macro entry_steps_on(day) as table
    -- One row an entry that has any step by that day: where it stands, since when and why, and when it came
    -- to each step in a library. The day of a step that was done twice is its last.
    select
        entry_id,
        arg_max(step, (on_date, entry_step_place(step))) as last_step,
        max(on_date) as step_on,
        arg_max_null(note, (on_date, entry_step_place(step))) as note,
        min(on_date) filter (where step = '审核通过') as approved_on,
        min(on_date) filter (where step = '手续齐备') as permitted_on,
        min(on_date) filter (where step = '要素落实') as settled_on,
        min(on_date) filter (where step = '退出') as left_on,
        arg_max(step, (on_date, entry_step_place(step))) filter (where step <> '退出') as step_before
    from pipeline_step
    where on_date <= day
    group by entry_id;

create macro libraries_with(day, steps) as table  -- those of which entries have come to one of these steps
    select distinct library
    from pipeline_step
    inner join pipeline_entry using (entry_id)
    where on_date <= day and list_contains(steps, step);

create macro entries_on(day, scope) as table
    -- One row an entry that is in by that day or on its way; those of no project only without a choice.
    with unchosen as (select is_whole(scope) as is_whole)

    select
        e.entry_id, e.library, e.entries, e.total_wan, e.plan_wan, e.entered_on, e.project_id,
        coalesce(p.name, e.title) as name,
        coalesce(p.organisation, e.organisation) as organisation,
        p.township, p.domain, leader.leader,
        coalesce(p.started_on, p.finished_on, p.producing_on) as started_on,
        p.registered_on,
        p.project_id is not null as is_known,
        s.last_step, s.step_on, s.note, s.approved_on, s.permitted_on, s.settled_on, s.left_on, s.step_before
    from pipeline_entry as e
    cross join unchosen
    left join projects_in(day, scope) as p using (project_id)
    left join leader_on(day) as leader using (project_id)
    left join entry_steps_on(day) as s using (entry_id)
    where
        (unchosen.is_whole or p.project_id is not null)
        and (e.entered_on <= day or s.entry_id is not null);

create macro way_stages() as table
    with stages (place, flow_stage) as (
        values (0, '储备'), (1, '审核通过'), (2, '手续齐备'), (3, '要素落实'), (4, '已开工'), (5, '已入统')
    )

    select place, flow_stage from stages;

create macro way_libraries(day) as table  -- those of which entries have steps of the way
    select library from libraries_with(day, ['审核通过', '手续齐备', '要素落实']);

create macro statistics_libraries(day) as table  -- those of which entries are told to statistics
    select library from libraries_with(day, ['待报', '已报', '退回', '已入库']);

create macro way_of_entries(day, known_on, scope) as table
    -- One row an entry of the year and a stage that it came to, from a library to statistics: whether it
    -- waits there, and since when, or left. Only of libraries of which steps are loaded.
    with

    reached as (
        select
            *,
            case
                when registered_on is not null then 5
                when started_on is not null then 4
                when settled_on is not null then 3
                when permitted_on is not null then 2
                when approved_on is not null then 1
                else 0
            end as came_to,
            [entered_on, approved_on, permitted_on, settled_on, started_on, registered_on] as days
        from entries_on(day, scope)
        where
            entered_on between year_start(day) and day
            and library in (
                select w.library from way_libraries(day) as w
            )
    )

    select
        r.library, s.place, s.flow_stage, r.entry_id, r.project_id, r.name, r.organisation, r.township,
        r.leader, r.entered_on,
        r.entries as reached,
        if(s.place = r.came_to and r.left_on is null and s.place < 5, r.entries, 0) as waits,
        if(s.place = r.came_to and r.left_on is not null and s.place < 5, r.entries, 0) as leaves,
        if(waits > 0, waited(list_max(r.days[:s.place + 1]), known_on), null) as waiting_days,
        if(leaves > 0, coalesce(r.note, '未写原因'), null) as reason,
        r.left_on
    from reached as r
    inner join way_stages() as s on r.came_to >= s.place;

create macro hops_on(day, stages_on, entries_on, scope) as table
    -- One row a hop and who stood before it: whether it was made, in how many days, or how long it is waited
    -- for. A later stage implies the earlier ones. A library's own: its entries that name a project.
    with

    followed as (
        select
            p.*,
            conversion_place(
                signed_on, performed_on, coalesce(started_on, finished_on), is_started, producing_on,
                effective_on
            ) as came_to,
            [signed_on, performed_on, coalesce(started_on, finished_on), producing_on, effective_on] as days
        from pairs_in(day, scope) as p
        inner join class using (project_class)
        where class.is_converted
    ),

    made as (
        select
            h.place, h.hop, f.project_id, f.project_id as subject, f.name, f.organisation,
            f.days[h.place] as from_on,
            f.days[h.place + 1] as to_on,
            f.came_to > h.place as is_made
        from followed as f
        inner join (
            values (1, '签约→履约'), (2, '履约→开工'), (3, '开工→投产'), (4, '投产→达效')
        ) as h (place, hop) on f.came_to >= h.place
        where is_recorded(day, list_slice(['履约', '开工', '投产', '达效'], h.place, 4))
        union all
        select
            5, '开工→入库', p.project_id, p.project_id as subject, p.name, p.organisation, p.started_on,
            p.registered_on,
            p.registered_on is not null
        from projects_in(day, scope) as p
        where p.is_started and p.total_wan >= 500 and is_recorded(day, ['入库'])
        union all
        select
            6, e.library || '→开工', e.project_id, e.entry_id, e.name, e.organisation, e.entered_on,
            e.started_on, e.started_on is not null
        from entries_on(day, scope) as e
        where
            e.is_known
            and e.entered_on between year_start(day) and day
            and e.library not in (
                select w.library from statistics_libraries(day) as w
            )
    )

    select
        m.place, m.hop, m.subject, m.project_id, m.name, m.organisation, leader.leader, m.from_on, m.to_on,
        1 as base,
        m.is_made::integer as moved,
        if(m.is_made and m.to_on >= m.from_on, m.to_on - m.from_on, null) as days,
        1 - m.is_made::integer as waits,
        if(m.is_made, null, waited(m.from_on, if(m.place = 6, entries_on, stages_on))) as waiting_days
    from made as m
    left join leader_on(day) as leader using (project_id);

create macro board_on(day, stages_on, entries_on, scope) as table
    -- One row a card of a board of steps. Of a class that is followed from 签约 on by its stages (报批: 履约 and
    -- not started; 开工: this year, 在建: earlier) and by the entries of its libraries that are no project yet;
    -- of the other libraries by the steps told.
    with

    followed as (select project_class from class where is_converted),

    by_stage as (
        select
            p.project_class as board,
            case
                when coalesce(p.effective_on, p.producing_on) is not null then '投产'
                when p.started_on >= year_start(day) then '开工'
                when coalesce(p.started_on, p.finished_on) is not null or p.is_started then '在建'
                when p.performed_on is not null then '报批'
                when p.signed_on is not null then '签约'
                else '在谈'
            end as board_step,
            case board_step
                when '投产' then if(p.effective_on is null, p.producing_on, null)  -- 达效: nothing to wait for
                when '报批' then p.performed_on
                when '签约' then p.signed_on
                when '在谈' then null
                else coalesce(p.started_on, p.finished_on)
            end as since_on,
            p.project_id as card, p.project_id, p.name, p.organisation, p.township, leader.leader,
            1 as cards, (p.effective_on is not null)::integer as effective, p.total_wan, stages_on as known_on
        from pairs_in(day, scope) as p
        inner join followed using (project_class)
        left join leader_on(day) as leader using (project_id)
    ),

    entered as (
        select
            coalesce(f.project_class, e.library) as board, e.last_step as board_step, e.step_on as since_on,
            e.entry_id as card, e.project_id, e.name, e.organisation, e.township, e.leader,
            e.entries as cards, 0 as effective, e.total_wan, entries_on as known_on
        from entries_on(day, scope) as e
        left join followed as f on starts_with(e.library, f.project_class)
        where list_contains(['在谈', '签约', '报批', '开工', '在建', '投产'], e.last_step)
    )

    select
        a.board, a.board_step,
        list_position(['在谈', '签约', '报批', '开工', '在建', '投产'], a.board_step) as place,
        a.since_on, waited(a.since_on, a.known_on) as days,
        a.card, a.project_id, a.name, a.organisation, a.township, a.leader, a.cards, a.effective,
        a.total_wan
    from (
        select * from by_stage
        union all by name
        select * from entered
        anti join by_stage using (board, project_id)  -- who is on the list stands there by its stages
    ) as a;

create macro in_statistics_on(day, cut_on, stages_on, scope) as table
    -- One row a started project of 500 万元 and more: whether it is in statistics, else how far it was told of;
    -- and what it completed in the year, at the cut. None where the ledger has no 入库 event at all.
    with

    told as (  -- by project: where the entry that moved last stands
        select
            project_id,
            arg_max(last_step, (step_on, entry_id)) as last_step,
            max(step_on) as step_on,
            arg_max_null(note, (step_on, entry_id)) as note
        from pipeline_entry
        inner join entry_steps_on(day) using (entry_id)
        where project_id is not null and list_contains(['待报', '已报', '退回'], last_step)
        group by project_id
    )

    select
        p.project_id, p.name, p.organisation, p.township, p.domain, leader.leader,
        case when p.registered_on is not null then '已入库' else coalesce(told.last_step, '未见报送') end
            as stat_state,
        if(p.registered_on is null, told.step_on, p.registered_on) as state_on,
        if(p.registered_on is null, told.note, null) as reason,
        p.started_on, waited(p.started_on, stages_on) as days,
        p.total_wan, p.annual_plan_wan, money.completed_wan,
        if(p.registered_on is null, coalesce(money.completed_wan, 0), 0) as unseen_wan,
        1 as counted,
        (p.registered_on is null)::integer as outside,
        coalesce(p.registered_on >= year_start(day), false)::integer as new_in_year
    from projects_in(day, scope) as p
    left join standing_on(cut_on) as money using (project_id)
    left join told using (project_id)
    left join leader_on(day) as leader using (project_id)
    where p.is_started and p.total_wan >= 500 and is_recorded(day, ['入库']);

create macro dropped_on(day, scope) as table  -- one row an entry that left in the year
    select
        library, coalesce(note, '未写原因') as reason, left_on,
        coalesce(step_before, '储备') as step_before,
        entry_id, project_id, name, organisation, entered_on, total_wan, entries as dropped
    from entries_on(day, scope)
    where last_step = '退出' and left_on >= year_start(day);
