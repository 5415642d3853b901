-- 补缺方案: what each project of the filter would add by the year's end if it reached its annual plan
-- instead of its 年末预测 (both at the cut), and the (project, class) pairs that it would bring
-- by starting (at as_of). Only projects that add something; the largest amount first.
with

money as (
    select
        project_id, annual_plan_wan,
        coalesce(completed_wan, 0)
        + more_by(completed_wan, left_wan, months_passed($cut_on), 12) as forecast_wan
    from projects_in($cut_on, $scope)
    where complete_months($cut_on) > 0 and has_plan
),

pairs as (
    select
        project_id,
        count(*) filter (where is_due_on_list) as due_pairs,
        count(*) filter (where not is_due_on_list) as later_pairs
    from pairs_in($as_of, $scope)
    where not is_implemented
    group by project_id
),

leaders as (select project_id, leader from leader_on($as_of))

select
    project_id, s.name, s.township, leaders.leader, problem.text as blocker,
    coalesce(problem.open_problems, 0) as open_problems,
    money.annual_plan_wan, money.forecast_wan,
    case
        when money.annual_plan_wan > money.forecast_wan then money.annual_plan_wan - money.forecast_wan
    end::double as more_wan,
    coalesce(pairs.due_pairs, 0) as due_pairs,
    coalesce(pairs.later_pairs, 0) as later_pairs,
    coalesce(pairs.due_pairs, 0) + coalesce(pairs.later_pairs, 0) as more_pairs,
    s.due_on
from standing_on($as_of) as s
left join money using (project_id)
left join pairs using (project_id)
left join oldest_problem_on($problems_on::date) as problem using (project_id)
left join leaders using (project_id)
where more_wan is not null or more_pairs > 0
order by more_wan desc nulls last, more_pairs desc, project_id
