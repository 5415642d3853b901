-- Assessment: who is assessed, over which projects, by which rules. Definition: docs/metrics.md, Assessment.

create macro quarter_start(day) as date_trunc('quarter', day)::date;

create macro quarter_end(day) as last_day((quarter_start(day) + interval 2 months)::date);

create macro in_quarter(on_date, day) as coalesce(on_date between quarter_start(day) and day, false);

create macro assessment_rules_on(day) as table  -- one row a line of the weights table: the latest that holds
    select
        formula,
        arg_max_null(block, valid_from) as block,
        arg_max_null(item, valid_from) as item,
        arg_max_null(points, valid_from)::double as points,
        arg_max_null(threshold, valid_from)::double as threshold,
        arg_max_null(cap, valid_from)::double as cap,
        arg_max_null(kind, valid_from) as kind,
        arg_max_null(note, valid_from) as note,
        max(valid_from) as valid_from
    from assessment_rule
    where valid_from <= day
    group by formula;

create macro bodies_on(day) as table
    -- One row a body: its group, and the township or organisation whose projects it answers for. Where none
    -- is loaded at all: each township of the list as 镇街, each organisation as 市直 (assumed).
    with

    loaded as (
        select
            body,
            arg_max_null(body_group, valid_from) as body_group,
            arg_max_null(township, valid_from) as township,
            arg_max_null(organisation, valid_from) as organisation
        from assessed_body
        where valid_from <= day
        group by body
    ),

    listed as (select * from projects_in(day, all_projects()))

    select * from loaded
    union all
    select township, '镇街', any_value(township), null from listed
    where township is not null and not exists (from loaded)
    group by township
    union all
    select organisation, '市直', null, any_value(organisation) from listed
    where organisation is not null and not exists (from loaded)
    group by organisation;

create macro assessed_projects(day) as table  -- one row a body and project of it on the list
    with

    bodies as (select * from bodies_on(day)),

    listed as (select project_id, township, organisation from projects_in(day, all_projects()))

    select body, body_group, project_id from bodies inner join listed using (township)
    union all
    select body, body_group, project_id from bodies inner join listed using (organisation);

create macro assessed_facts(day, cut_on, stages_on, red_before) as table
    -- One row a body and project: what its score counts, each a flag or a sum; red_before: the projects that
    -- had a red lamp at the end of the quarter before. Unknown is null: what was never loaded is held against
    -- nobody.
    with

    known as (
        select
            is_recorded(day, ['入库']) as any_registered,
            is_recorded(day, ['竣工', '投产', '达效']) as any_finished
    ),

    announced as (  -- of a 集中开工 of the quarter
        select distinct project_id
        from ceremony_project
        inner join ceremony using (ceremony_id)
        where in_quarter(on_date, day)
    ),

    reds as (select project_id from lamps_on(day, cut_on, stages_on) where lamp_level = 3),

    before as (select unnest(red_before) as project_id)  -- joined: a look into a list of thousands is slow

    select
        a.*, s.name, s.total_wan, s.planned_end, s.due_on,
        cut.counted_plan_wan, cut.counted_completed_wan,
        s.is_due_to_start as is_asked,
        s.is_due_to_start and s.is_started as is_begun,
        s.is_due_to_start and not s.is_started as is_late,
        known.any_registered and s.is_started and s.registered_on is null and s.total_wan >= 500
            as is_unregistered,
        announced.project_id is not null as is_announced,
        coalesce(
            known.any_finished and s.planned_end between year_start(day) and stages_on, false
        ) as is_to_finish,
        is_to_finish and coalesce(s.finished_on, s.producing_on, s.effective_on) is not null as is_finished,
        reds.project_id is not null as is_red,
        reds.project_id is not null and before.project_id is not null as is_red_again
    from assessed_projects(day) as a
    inner join standing_on(day) as s using (project_id)
    left join standing_on(cut_on) as cut using (project_id)
    left join announced using (project_id)
    left join reds using (project_id)
    left join before using (project_id)
    cross join known;

create macro quarter_problems(day, problems_on) as table
    -- 三日办结 of the quarter: one row a problem whose three days were over in it, so that each counts in one
    select project_id, problem_id, is_closed_in_three
    from problems_on(problems_on, day, all_projects())
    where is_judged and in_quarter((raised_on + 4), day);

create macro quarter_musts(month_1, month_2, month_3) as table
    -- 三必 of up to three months, each asked at its end or at the day in it (null: not begun): a row a project
    -- and month with days due, a project-week or a node that was due; how many were due, and how many done.
    -- Days are counted as bits (month_board): row by row they are millions a quarter.
    select
        '每天必传' as must, project_id,
        bit_count(((due & ~unknown) >> 14))::bigint as due,
        bit_count((((due & ~unknown) & in_time) >> 14))::bigint as done
    from (
        from month_board(month_1, all_projects())
        union all
        from month_board(month_2, all_projects())
        union all
        from month_board(month_3, all_projects())
    ) as days
    where ((due & ~unknown) >> 14) <> 0
    union all
    select '每周必到', project_id, 1, is_visited::bigint
    from (
        from visit_weeks(month_1, all_projects())
        union all
        from visit_weeks(month_2, all_projects())
        union all
        from visit_weeks(month_3, all_projects())
    ) as weeks
    where is_judged and not is_running
    union all
    select '每月必查', project_id, 1, is_checked::bigint
    from (
        from nodes_due(month_1, all_projects())
        union all
        from nodes_due(month_2, all_projects())
        union all
        from nodes_due(month_3, all_projects())
    ) as nodes
    where is_judged;
