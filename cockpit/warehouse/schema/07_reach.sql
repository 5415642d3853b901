-- Reach: how far each kind of data goes, so that nothing is judged beyond it. Definition: docs/metrics.md,
-- One cut-off and Reach. What a day comes to is worked out once (queries/moments.py).

create macro reported_to(day) as (
    -- The cut: the latest day by which projects with nine tenths of the annual plan have reported. Of the
    -- listed projects under way that have reported this year; of all that have, where none is under way; by
    -- their number, where none has a plan. Null where nobody has reported this year.
    with

    reported as (
        select project_id, max(reported_on) as reported_on
        from reports_to(day)
        where
            month_on >= year_start(day)
            and project_id in (
                select project_id from class_membership
                where valid_from <= day and (valid_to is null or valid_to >= day)
            )
        group by project_id
    ),

    spans as (select * from stage_spans() where day between from_day and to_day),

    every as (  -- a ledger without stages has reports all the same: only 停工 and a finish end being under way
        select
            reported_on, coalesce(plan.annual_plan_wan, 0)::double as plan_wan,
            coalesce(spans.is_under_way, true) as is_under_way
        from reported
        left join plan_on(day) as plan using (project_id)
        left join spans using (project_id)
    ),

    counted as (
        select * from every where is_under_way = (select bool_or(e.is_under_way) from every as e)
    ),

    weighed as (
        select reported_on, if((select sum(c.plan_wan) from counted as c) > 0, plan_wan, 1) as weight
        from counted
    ),

    by_day as (
        select reported_on, sum(weight) as weight from weighed group by reported_on
    ),

    reached as (
        select
            reported_on,
            sum(weight) over (order by reported_on desc)
            / (select sum(b.weight) from by_day as b) as reached_share
        from by_day
    )

    select max(reported_on) from reached where round(reached_share, 9) >= 0.9
);

create macro owes_report(due_on, day, reported_on, weekly_on) as
    -- Of whom a report of the year can be asked: of those due by the day where reports come every week, else
    -- of those due by the day to which the ledger is reported; of nobody where nobody has reported this year.
    coalesce(due_on <= if(weekly_on is null, reported_on, day), false);

create macro reach_on(day) as table
    -- One row: to which day the clocks of problems, nodes and stages are judged, and of which day bonds and
    -- entries of libraries speak; null without any record. A plan for a day is no record of it.
    with

    records as (
        select 'problem' as subject, raised_on as on_date from problem
        union all
        select 'problem', closed_on from problem
        union all
        select 'problem', happened_at::date from problem_event
        union all
        select 'node', actual_on from milestone
        union all
        select 'node', checked_on from milestone_check
        union all
        select 'bond', issued_on from bond_issue
        union all
        select 'bond', report_date from bond_use
        union all
        select 'entry', entered_on from pipeline_entry
        union all
        select 'entry', on_date from pipeline_step
    ),

    last_ones as (
        select
            max(on_date) filter (where subject = 'problem') as problem_on,
            max(on_date) filter (where subject = 'node') as node_on,
            max(on_date) filter (where subject = 'bond') as bond_on,
            max(on_date) filter (where subject = 'entry') as entry_on
        from records
        where on_date <= day
    )

    select
        reach_in(day, problem_on) as problems_on,
        reach_in(day, node_on) as nodes_on,
        stages_to(day) as stages_on,
        reach_in(day, bond_on) as bonds_on,
        reach_in(day, entry_on) as entries_on
    from last_ones;

create table moments (
    as_of date, at_as_of boolean, cut_on date, reported_on date, weekly_on date, week_on date,
    problems_on date, nodes_on date, stages_on date, bonds_on date, entries_on date
);
