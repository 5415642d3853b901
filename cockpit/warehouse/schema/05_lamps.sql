-- Lamps: which rules a project breaks on a day, and the worst of them. Definition: docs/metrics.md, Lamps.
-- Thresholds are dated reference data (lamp_rule). The gap is that of the cut, 序时 by month whatever the
-- screen's basis; what is overdue is judged as far as stages are known (stages_on).

create macro month_ends_passed(since, day) as  -- month-ends after ``since``, up to and with ``day``
    12 * (year(last_month_end(day)) - year(last_month_end(since)))
    + month(last_month_end(day)) - month(last_month_end(since));

create macro lamp_rules_in_force(day) as table  -- one row a rule: the latest that holds
    select
        rule,
        arg_max_null(indicator, valid_from) as indicator,
        arg_max_null(style, valid_from) as style,
        arg_max_null(yellow, valid_from)::double as yellow,
        arg_max_null(red, valid_from)::double as red,
        arg_max_null(unit, valid_from) as unit,
        arg_max_null(kind, valid_from) as kind,
        max(valid_from) as valid_from
    from lamp_rule
    where valid_from <= day
    group by rule;

create macro lamp_rules_on(day, cut_on, stages_on) as table
    -- One row a (project, rule) pair: the facts, the level (0 不计 1 绿 2 黄 3 红) and why it is not counted.
    with

    known as (select is_recorded(day, ['入库']) as any_registered, is_begun(cut_on) as is_begun),

    facts as (  -- since_on: from when a step is overdue; null where it is done or asked of nobody
        select
            s.project_id, rule.*,
            -- a style says how late is too late of the one thing that it can measure
            coalesce(
                (rule.style in ('pp_gap', 'time_ratio') and rule.indicator = 'ahead_pp')
                or (
                    rule.style in ('months_overdue', 'days_overdue')
                    and rule.indicator in ('started', 'registered')
                ),
                false
            ) as is_judged,
            s.registered_on, s.total_wan, s.due_on, cut.reported_on,
            month_share(cut_on) as time_progress,
            ratio(cut.counted_completed_wan, cut.counted_plan_wan) as completion_ratio,
            -- a gap that is 10 on paper has to be 10 here, not 10.000000000000004
            round(100 * (time_progress - completion_ratio), 9) as behind_pp,
            case
                when rule.indicator = 'started' then s.due_on
                when rule.indicator = 'registered' then coalesce(s.started_on, s.resumed_on, s.due_on)
            end as from_on,
            case
                when rule.indicator = 'started' and s.is_implemented
                    then coalesce(s.started_on, s.resumed_on, s.due_on)
                when rule.indicator = 'registered' then s.registered_on
            end as done_on,
            case
                when s.due_on is null then '无本年计划'
                when rule.indicator = 'ahead_pp' and not coalesce(cut.has_plan, false) then '无本年计划'
                when not coalesce(if(rule.indicator = 'ahead_pp', cut.is_due, s.is_due), false)
                    then '未到应开工日'
                -- what cannot be judged is never green
                when not is_judged then '规则方式无法判定'
                -- the year's first report may still come until its first month-end; a ledger that nobody has
                -- reported to says nothing of anyone
                when
                    rule.indicator = 'ahead_pp' and cut.reported_on is null
                    and (complete_months(cut_on) = 0 or not known.is_begun)
                    then '本年尚无报告'
                when rule.indicator <> 'ahead_pp' and done_on is null and stages_on is null
                    then '未装入开工等节点'
                when rule.indicator <> 'ahead_pp' and done_on is null and s.due_on > stages_on
                    then '开工等节点只到 ' || strftime(stages_on, '%Y-%m')
                when rule.indicator = 'registered' and done_on is null and not known.any_registered
                    then '没有装入入库记录'
                when rule.indicator = 'registered' and not s.is_started then '尚未开工'
                when rule.indicator = 'registered' and s.total_wan is null then '总投资未填'
                when
                    rule.indicator = 'registered' and s.total_wan < 500
                    then '总投资不足 500 万元'
            end as not_counted
        from standing_on(day) as s
        left join standing_on(cut_on) as cut using (project_id)
        cross join lamp_rules_in_force(day) as rule
        cross join known
    ),

    measured as (
        select
            *,
            case when done_on is null then month_ends_passed(from_on, stages_on) else 0 end as overdue_months,
            case when done_on is null then greatest(0, stages_on - from_on) else 0 end as overdue_days
        from facts
    )

    select
        project_id, rule, indicator, style, yellow, red, unit, kind, valid_from, not_counted,
        completion_ratio, time_progress, behind_pp, reported_on, from_on, done_on,
        overdue_months, overdue_days,
        case
            when not_counted is not null then 0
            when style = 'pp_gap' and behind_pp > red then 3
            when style = 'pp_gap' and behind_pp >= yellow then 2
            when style = 'time_ratio' and ratio(completion_ratio, time_progress) < red then 3
            when style = 'time_ratio' and ratio(completion_ratio, time_progress) < yellow then 2
            when style = 'months_overdue' and overdue_months >= red then 3
            when style = 'months_overdue' and overdue_months >= yellow then 2
            when style = 'days_overdue' and overdue_days >= red then 3
            when style = 'days_overdue' and overdue_days >= yellow then 2
            else 1
        end as lamp_level
    from measured;

create macro lamp_word(level) as list_extract(['不计', '绿', '黄', '红'], level + 1);

create macro lamps_on(day, cut_on, stages_on) as table
    -- one row a project: its worst rule, with the facts that set it
    select *, lamp_word(lamp_level) as lamp
    from lamp_rules_on(day, cut_on, stages_on)
    qualify row_number() over (partition by project_id order by lamp_level desc, rule) = 1;
