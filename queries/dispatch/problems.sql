-- 问题化解 at as_of, or as far as problems were loaded: in hand and overdue, of whatever year, 三日办结率 and the
-- median days to a closing of the year's problems; the total first, then by 六包, by organisation, by who has
-- them, by their state and by how long they are in hand.
with

counted as (
    select problems.*, coalesce(standing.organisation, '未填') as organisation
    from problems_on($problems_on::date, $as_of, $scope) as problems
    inner join standing_on($as_of) as standing using (project_id)
)

select
    service, organisation, tier, step, age,
    count(*) filter (where is_of_year) as raised,
    count(*) filter (where is_in_hand) as in_hand,
    count(*) filter (where is_overdue) as overdue,
    count(*) filter (where is_judged) as judged,
    count(*) filter (where is_closed_in_three) as closed_in_three,
    count(*) filter (where is_of_year and closed_on = raised_on) as closed_same_day,
    ratio(closed_in_three, judged) as three_day_ratio,
    median(closed_on - raised_on) filter (where is_of_year) as median_days,
    $problems_on::date as judged_on
from counted
group by grouping sets ((), (service), (organisation), (tier), (step), (age))
order by
    grouping(service) + grouping(organisation) + grouping(tier) + grouping(step) + grouping(age) desc,
    grouping(service), grouping(organisation), grouping(tier), grouping(step),
    raised desc, in_hand desc, service, organisation, tier_place(tier), step, age
