-- What the clocks bring in the fourteen days after as_of, or after the day to which problems were loaded, if
-- nothing is done: the last day of an open problem, and the day on which a rule in force takes it higher.
with

in_hand as (
    select problem_id, text, project_id, tier, due_on
    from problems_on($problems_on::date, $as_of, $scope)
    where is_in_hand
),

falls_due as (
    select due_on as on_date, '到期' as what, null as to_tier, problem_id, text, project_id
    from in_hand
),

goes_up as (  -- the first day of each tier that nothing as high comes before: a rule may pass one over
    select
        min(due_on + overdue_days + 1) as on_date, '升级' as what, to_tier, problem_id, text, project_id
    from in_hand
    inner join rules_on($problems_on::date) as rule on tier_place(rule.to_tier) > tier_place(in_hand.tier)
    where overdue_days is not null
    group by to_tier, problem_id, text, project_id
    qualify tier_place(to_tier) = max(tier_place(to_tier)) over (partition by problem_id order by on_date)
),

ahead as (
    select * from falls_due
    union all
    select * from goes_up
)

select on_date, what, to_tier, problem_id, text, project_id, s.name
from ahead
inner join standing_on($as_of) as s using (project_id)
where on_date between $problems_on::date + 1 and $problems_on::date + 14
order by on_date, tier_place(to_tier) desc nulls last, problem_id
