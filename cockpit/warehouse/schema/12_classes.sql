-- The classes: how they overlap, how far each project has come, what state it is in. Definition:
-- docs/metrics.md, Classes.

create macro combinations_on(day, scope) as table
    -- one row a distinct project of the choice: the classes that it is listed in that day, chosen or not
    select
        p.project_id,
        list(m.project_class order by class.position, m.project_class) as class_list,
        array_to_string(class_list, '、') as combination,
        count(*) || ' 类' as classes_held,
        if(count(*) = 1, '只在一类', '在两类以上') as held_in
    from projects_in(day, scope) as p
    inner join membership_on(day) as m using (project_id)
    left join class using (project_class)
    group by p.project_id;

create macro conversion_place(
    signed_on, performed_on, begun_on, is_started, producing_on, effective_on
) as  -- how far a project has come: 1 签约 … 5 达效, 0 before; a later stage implies the earlier ones
    case
        when effective_on is not null then 5
        when producing_on is not null then 4
        when begun_on is not null or is_started then 3
        when performed_on is not null then 2
        when signed_on is not null then 1
        else 0
    end;

create macro converted_on(day, scope) as table
    -- one row a pair of a class that is followed by it: how far it has come, and since when
    select
        project_id, project_class, coalesce(phase, '未填') as phase, name, organisation, township,
        conversion_place(
            signed_on, performed_on, coalesce(started_on, finished_on), is_started, producing_on, effective_on
        ) as step,
        case step
            when 5 then effective_on when 4 then producing_on when 3 then coalesce(started_on, finished_on)
            when 2 then performed_on when 1 then signed_on
        end as since_on
    from pairs_in(day, scope)
    where project_class in (select c.project_class from class as c where c.is_converted);

create macro conversion_stages() as ['签约', '履约', '开工', '投产', '达效'];

create macro conversion_steps() as table
    select n::integer as position, conversion_stages()[n] as stage
    from unnest(range(1, len(conversion_stages()) + 1)) as steps (n);

create macro is_known_step(day, place) as  -- the stage or a later one of anybody: else it was not loaded
    is_recorded(day, list_slice(conversion_stages(), place, 5));

create macro pair_states_on(day, scope) as table
    -- one row a pair with the state it is in: what it has reached first, then what is asked of it
    select
        *,
        least(producing_on, effective_on) as made_on,
        case
            when made_on < year_start(day) then '此前已投产'
            when made_on is not null then '今年投产'
            when finished_on is not null then '已竣工未投产'
            when is_started then '在建'
            when is_due_on_list then '应开未开'
            when last_stage = '停工' then '停工'  -- and nobody asks for it to go on
            when started_on is not null then '在建'  -- in an earlier year, without a plan of this one
            when due_on is null then '未定开工日'
            else '未到开工日'
        end as project_state
    from pairs_in(day, scope);

create macro grip_members_on(day, scope) as table  -- a project once in each of the plan's grips
    with pairs as (
        select its.*, level.level_group
        from pairs_in(day, scope) as its
        left join level using (level)
    )

    select distinct on (grip.grip, pairs.project_id) grip.grip, grip.position, pairs.*
    from grip
    inner join pairs
        on
            coalesce(grip.project_class = pairs.project_class, grip.project_class is null)
            and coalesce(grip.level_group = pairs.level_group, grip.level_group is null)
            and coalesce(grip.investor = investor(pairs.gov_invested), grip.investor is null);

create macro points_to(cut_on) as table  -- the month-ends of the year by the cut, and the cut itself
    select
        n::integer as month,
        least(last_day(make_date(year(cut_on), n::integer, 1)), cut_on) as on_date
    from unnest(range(1, month(cut_on) + 1)) as m (n);

create macro planned_at(
    month, on_date, cut_on, counted_planned_wan, planned_ends_wan, annual_plan_wan
) as  -- of a project with a plan
    case
        when on_date = cut_on then counted_planned_wan
        else coalesce(planned_ends_wan[month], annual_plan_wan * day_share(on_date))
    end;

create macro class_pairs_on(cut_on, scope, basis) as table
    -- one row a pair with its own completion against 序时; months_wan: completed in each complete month
    select
        project_id, name, project_class, level, township, organisation,
        coalesce(phase, '未填') as phase,
        coalesce(subdomain, '未填') as subdomain,
        annual_plan_wan, completed_wan, counted_plan_wan, counted_completed_wan, counted_planned_wan,
        has_plan,
        ratio(counted_completed_wan, counted_plan_wan) as completion_ratio,
        100 * (
            completion_ratio - time_progress_of(cut_on, basis, counted_planned_wan, counted_plan_wan)
        ) as ahead_pp,
        coalesce(round(ahead_pp, 9) < 0, false)::integer as behind,
        month_steps(month_ends_wan, complete_months(cut_on)) as months_wan
    from pairs_in(cut_on, scope);

create macro parks_on(day, towns) as table  -- one row a park of the townships, as last told by that day
    with told as (
        select
            park_id,
            max(report_date) as told_on,
            max_by(built_m2, report_date)::double as built_m2,
            max_by(buildings_started, report_date) as started,
            max_by(buildings_topped, report_date) as topped,
            max_by(signed_firms, report_date) as signed,
            max_by(open_firms, report_date) as opened
        from park_report
        where report_date <= day
        group by park_id
    )

    select
        park_id, name, township, told_on, buildings, started, topped,
        planned_m2::double as planned_m2,
        built_m2,
        -- who has not told, or has no plan, is in neither sum
        case when planned_m2 > 0 then built_m2 end as counted_built_m2,
        case when built_m2 is not null then planned_m2::double end as counted_planned_m2,
        signed, opened,
        1 as listed
    from park
    left join told using (park_id)
    where chosen(township, towns);
