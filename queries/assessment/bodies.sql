-- The scores of the quarter of as_of, up to that day: one row a body, the first of each group first. A block
-- without a base is null, and the rest is scaled to 100. $weights: points of the four blocks for a trial,
-- null for those of the table in force; $red_before: projects red at the end of the quarter before.
with

rules as (  -- the weights table by formula, and what a block has at most
    select
        map_from_entries(list((formula, struct_pack(points, threshold, cap)))) as of_formula,
        max(valid_from) as rules_from
    from assessment_rules_on($as_of)
),

facts as materialized (from assessed_facts($as_of, $cut_on, $stages_on::date, $red_before::varchar[])),

works as (
    select
        body, body_group,
        count(*) as projects,
        sum(counted_plan_wan)::double as plan_wan,
        sum(counted_completed_wan)::double as completed_wan,
        count(*) filter (where is_asked) as asked,
        count(*) filter (where is_begun) as begun,
        count(*) filter (where is_late) as late,
        count(*) filter (where is_unregistered) as unregistered,
        count(*) filter (where is_announced) as announced,
        count(*) filter (where is_to_finish) as to_finish,
        count(*) filter (where is_finished) as finished,
        count(*) filter (where is_red_again) as red_again
    from facts
    group by body, body_group
),

problems as (
    select
        body,
        count(*) as judged,
        count(*) filter (where is_closed_in_three) as closed_in_three
    from facts
    inner join quarter_problems($as_of, $problems_on::date) using (project_id)
    group by body
),

musts as (
    select
        body,
        coalesce(sum(due) filter (where must = '每天必传'), 0)::bigint as days_due,
        coalesce(sum(done) filter (where must = '每天必传'), 0)::bigint as days_done,
        coalesce(sum(due) filter (where must = '每周必到'), 0)::bigint as weeks_due,
        coalesce(sum(done) filter (where must = '每周必到'), 0)::bigint as weeks_done,
        coalesce(sum(due) filter (where must = '每月必查'), 0)::bigint as nodes_due,
        coalesce(sum(done) filter (where must = '每月必查'), 0)::bigint as nodes_done
    from facts
    inner join quarter_musts($month_1_on::date, $month_2_on::date, $month_3_on::date) using (project_id)
    group by body
),

entries as (
    select body, sum(points)::double as entered
    from assessment_entry
    where in_quarter(on_date, $as_of)
    group by body
),

rates as (
    select
        * exclude (of_formula),
        of_formula as rule,
        month_share($cut_on) as time_progress,
        ratio(completed_wan, plan_wan) as completion_ratio,
        -- 2 points on paper have to be 2 here, not 1.9999999999999
        round(100 * (completion_ratio - time_progress), 9) as ahead_pp,
        ratio(begun, asked) as begun_ratio,
        if(asked <= 5, 'started_rate_few', 'started_rate') as line,
        ratio(finished, to_finish) as finished_ratio,
        ratio(closed_in_three, judged) as three_day_ratio,
        ratio(days_done, days_due) as daily_ratio,
        ratio(weeks_done, weeks_due) as weekly_ratio,
        ratio(nodes_done, nodes_due) as monthly_ratio,
        list_avg(list_filter([daily_ratio, weekly_ratio, monthly_ratio], lambda r: r is not null))
            as musts_ratio
    from works
    left join problems using (body)
    left join musts using (body)
    left join entries using (body)
    cross join rules
),

terms as (
    select
        *,
        rule['completion'].points * least(1, completion_ratio / time_progress) as completion_points,
        sign(ahead_pp) * least(
            rule['completion_step'].cap,
            rule['completion_step'].points * floor(abs(ahead_pp) / rule['completion_step'].threshold)
        ) as step_points,
        rule['started'].points * begun_ratio as started_points,
        if(begun_ratio >= rule[line].threshold, rule[line].points, 0) as line_points,
        least(rule['ceremony'].cap, rule['ceremony'].points * announced) as ceremony_points,
        rule['not_started'].points * late as late_points,
        rule['not_registered'].points * unregistered as unregistered_points,
        rule['finished'].points * finished_ratio as finished_points,
        rule['three_day'].points * three_day_ratio as three_day_points,
        rule['musts'].points * musts_ratio as musts_points,
        greatest(-rule['entries'].cap, least(
            rule['entries'].cap, rule['entries'].points * coalesce(entered, 0)
        )) as entry_points,
        [
            rule['completion'].points,
            rule['started'].points + rule['started_rate'].points + rule['ceremony'].cap,
            rule['finished'].points,
            rule['three_day'].points + rule['musts'].points
        ] as block_points
    from rates
),

blocks as (
    select
        *,
        greatest(0, completion_points + step_points) as investment_points,
        greatest(
            0, started_points + line_points + ceremony_points + late_points + unregistered_points
        ) as starting_points,
        -- no problem to judge leaves nobody behind: full points; no 三必 to judge: the other fills the block
        case
            when musts_points is null then block_points[4] * three_day_ratio
            else coalesce(three_day_points, rule['three_day'].points) + musts_points
        end as service_points,
        [investment_points, starting_points, finished_points, service_points] as got,
        coalesce($weights::double[], block_points) as weights,
        list_sum(list_transform(
            [1, 2, 3, 4], lambda n: if(got[n] is null, 0, weights[n])
        )) as base_points,
        list_sum(list_transform(
            [1, 2, 3, 4], lambda n: coalesce(got[n] / block_points[n], 0) * weights[n]
        )) as got_points
    from terms
),

scored as (
    select
        *,
        100 * got_points / nullif(base_points, 0) + entry_points as score,
        projects >= 5 and score is not null as is_placed
    from blocks
),

placed as (
    select
        *,
        case
            when is_placed then rank() over (partition by body_group, is_placed order by score desc)
        end as place,
        count(*) filter (where is_placed) over (partition by body_group) as placed_bodies,
        if(placed_bodies < 5, 1, 2) as praised,
        if(placed_bodies < 5, 1, 3) as warned
    from scored
)

select
    body, body_group, place, placed_bodies, projects, score,
    got_points, base_points, weights, block_points,
    investment_points, completion_points, step_points, completed_wan, plan_wan, completion_ratio,
    time_progress, ahead_pp,
    starting_points, started_points, line_points, ceremony_points, late_points, unregistered_points,
    asked, begun, begun_ratio, late, unregistered, announced,
    finished_points, to_finish, finished, finished_ratio,
    service_points, three_day_points, musts_points, judged, closed_in_three, three_day_ratio,
    days_done, days_due, daily_ratio, weeks_done, weeks_due, weekly_ratio, nodes_done, nodes_due,
    monthly_ratio, musts_ratio,
    entry_points, red_again, rules_from,
    coalesce(place <= praised and placed_bodies > 1, false) as is_praised,
    coalesce(place > placed_bodies - warned and placed_bodies > 1 and ahead_pp < 0, false) as is_last,
    red_again >= 2 or (red_again > 0 and 10 * red_again >= projects) as is_red_again,
    is_last or is_red_again as is_carded,
    $as_of as as_of, quarter_end($as_of) as quarter_end, $cut_on as cut_on
from placed
order by body_group, place nulls last, score desc nulls last, body
