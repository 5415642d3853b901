-- 观摩讲评: which ballots hold, what they give, what became of what was promised; and 集中开工. Definition:
-- docs/metrics.md, Dispatch.

create macro toured_bodies(day) as table
    -- one row a tour held by the day and body seen on it; the tour's group that it is ranked in
    select
        inspection_id, tour.on_date, tour.title, body,
        coalesce(any_value(body_group), '全部') as tour_group,
        avg(coalesce(coefficient, 1))::double as coefficient,
        min(position) as position
    from inspection_stop
    inner join inspection as tour using (inspection_id)
    where tour.on_date <= day
    group by inspection_id, tour.on_date, tour.title, body;

create macro ballots_on(day) as table
    -- One row a ballot and group whose bodies it ranks: void with a body left out, two in one place, or a
    -- place that the group has not.
    with

    sizes as (
        select inspection_id, tour_group, count(*) as bodies
        from toured_bodies(day)
        group by inspection_id, tour_group
    ),

    cast_ones as (
        select
            inspection_id, tour_group, ballot,
            any_value(voter_role) as voter_role,
            any_value(voter_body) as voter_body,
            count(rank) as ranked,
            count(distinct rank) as places,
            max(rank) as last_rank
        from inspection_ballot
        inner join toured_bodies(day) using (inspection_id, body)
        group by inspection_id, tour_group, ballot
    )

    select
        *,
        concat_ws(
            '、',
            case when places < ranked then '有并列' end,
            case when ranked < bodies then '漏评 ' || (bodies - ranked) || ' 个' end,
            case when last_rank > bodies then '名次超出 ' || bodies end
        ) as reason,
        reason <> '' as is_void
    from cast_ones
    inner join sizes using (inspection_id, tour_group);

create macro rank_points(rank) as 100 - 3 * (rank - 1);

create macro marks_on(day) as table
    -- one row a valid ballot and body on it; is_own: the voter is of the body
    select
        inspection_id, tour_group, ballot, body, mark.rank, held.voter_role, held.voter_body,
        coalesce(held.voter_body = body, false) as is_own,
        rank_points(mark.rank) as points
    from inspection_ballot as mark
    inner join toured_bodies(day) using (inspection_id, body)
    inner join ballots_on(day) as held using (inspection_id, tour_group, ballot)
    where not held.is_void;

create macro tour_scores_on(day) as table
    -- one row a tour and body: the mean over valid ballots but its own people's, times the coefficient; the
    -- place within the group, and that on the group's tour before
    with

    means as (
        select
            inspection_id, body,
            count(*) filter (where not is_own) as counted,
            count(*) filter (where is_own) as own,
            (avg(points) filter (where not is_own))::double as mean_points
        from marks_on(day)
        group by inspection_id, body
    ),

    scored as (
        select
            bodies.*,
            coalesce(counted, 0) as counted,
            coalesce(own, 0) as own,
            mean_points,
            mean_points * coefficient as score
        from toured_bodies(day) as bodies
        left join means using (inspection_id, body)
    ),

    placed as (
        select
            *,
            case when score is not null then rank() over (
                partition by inspection_id, tour_group, score is not null order by round(score, 9) desc
            ) end as place,
            count(*) over (partition by inspection_id, tour_group) as bodies
        from scored
    ),

    tours as (
        select
            inspection_id, tour_group,
            lag(inspection_id) over held as before_id,
            lead(inspection_id) over held is null as is_latest
        from (select distinct inspection_id, tour_group, on_date from placed) as held_ones
        window held as (partition by tour_group order by on_date, inspection_id)
    )

    select placed.*, tours.before_id, tours.is_latest, earlier.place as place_before
    from placed
    inner join tours using (inspection_id, tour_group)
    left join placed as earlier
        on
            tours.before_id = earlier.inspection_id
            and placed.tour_group = earlier.tour_group
            and placed.body = earlier.body;

create macro promises_on(day, nodes_on) as table
    -- One row a promise of a tour held by the day, against the node of the project that has its title (the
    -- one planned nearest to the promised day), as far as nodes were loaded. On its day it is not yet missed.
    with

    given as (
        select
            inspection_id, position, tour.on_date as made_on, tour.title as made_title, body,
            coalesce(body_group, '全部') as tour_group, project_id, promised_node, promised_on
        from inspection_stop
        inner join inspection as tour using (inspection_id)
        where tour.on_date <= day and promised_node is not null
    ),

    found as (
        select
            given.*, milestone_id is not null as is_known,
            case when actual_on <= nodes_on then actual_on end as reached_on
        from given
        left join milestone as node
            on given.project_id = node.project_id and given.promised_node = node.title
        qualify row_number() over (
            partition by inspection_id, position
            order by abs(planned_on - promised_on), milestone_id
        ) = 1
    ),

    steps as (  -- the node reached last by the tour, and by now
        select
            inspection_id, position,
            arg_max(title, (actual_on, planned_on, milestone_id)) filter (where actual_on <= made_on)
                as node_then,
            max(actual_on) filter (where actual_on <= made_on) as node_then_on,
            arg_max(title, (actual_on, planned_on, milestone_id)) as node_now,
            max(actual_on) as node_now_on
        from given
        inner join milestone using (project_id)
        where actual_on <= nodes_on
        group by inspection_id, position
    )

    select
        found.*, node_then, node_then_on, node_now, node_now_on,
        case
            when not is_known then '台账没有这个节点'
            when reached_on <= promised_on then '如期'
            when reached_on is not null then '晚到'
            when nodes_on > promised_on then '未到'
            else '未到期'
        end as state,
        case
            when is_known and reached_on is not null then reached_on - promised_on
            when is_known then nodes_on - promised_on
        end as days  -- past the promised day; before it negative
    from found
    left join steps using (inspection_id, position);

create macro ceremony_projects_on(day, cut_on) as table
    -- One row a project of a 集中开工 held by the day, with what was completed in the thirty days to the cut.
    -- Whoever left the list since then stays.
    with

    listed as (
        select ceremony_id, held.on_date as held_on, title, phase, project_id, announced_total_wan
        from ceremony_project
        inner join ceremony as held using (ceremony_id)
        where held.on_date <= day
    ),

    reports as (
        select
            project_id,
            max_by(completed_wan, report_date) filter (where report_date >= year_start(cut_on)) as now_wan,
            max_by(completed_wan, report_date) filter (
                where report_date between year_start(cut_on - 30) and cut_on - 30
            ) as then_wan,
            max_by(completed_wan, report_date) filter (
                where report_date between year_start(cut_on - 30) and year_start(cut_on) - 1
            ) as turn_wan  -- at the turn of the year, where the thirty days go over it
        from progress_report
        where
            report_date between year_start(cut_on - 30) and cut_on
            and project_id in (select project_id from listed)
        group by project_id
    ),

    spans as (select * from stage_spans() where day between from_day and to_day)

    select
        listed.*, from_day as way_from, coalesce(is_under_way, false) as is_under_way,
        case when is_begun(cut_on) then
            coalesce(now_wan, 0) - coalesce(then_wan, 0)
            + if(year(cut_on) > year(cut_on - 30), coalesce(turn_wan, 0), 0)
        end::double as rise_wan
    from listed
    left join reports using (project_id)
    left join spans using (project_id);

create macro ceremony_facts(day, cut_on, scope) as table
    -- the same, of the projects of a choice, with what became of each by the day; stalled: stopped, or under
    -- way for thirty days to the cut without a rise
    select
        c.*, s.name, s.township, s.organisation, s.started_on, s.registered_on,
        s.started_on is not null as has_started,
        s.registered_on is not null as has_registered,
        coalesce(s.finished_on, s.producing_on, s.effective_on) is not null as has_finished,
        has_started and not has_finished and not c.is_under_way as has_stopped,
        coalesce(
            has_started and not has_finished and c.is_under_way
            and c.way_from <= cut_on - 30 and c.rise_wan <= 0, false
        ) as is_resting,
        ratio(cut.counted_completed_wan, cut.counted_plan_wan) as completion_ratio
    from ceremony_projects_on(day, cut_on) as c
    left join standing_on(day) as s using (project_id)
    left join standing_on(cut_on) as cut using (project_id)
    where is_whole(scope) or project_id in (select p.project_id from projects_in(day, scope) as p);
