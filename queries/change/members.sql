-- What each listed project gives to a sum or a rate, at the cut: whether it is in the filter, its figures
-- there, and where it belongs, so that two moments can be held against each other project by project.
-- A project on the list but outside the filter stands without figures.
with

listed as (
    select
        project_id,
        class_words(project_class, level, class.position) as classes
    from membership_on($cut_on)
    left join class using (project_class)
    group by project_id
),

scope as (
    select * from projects_in($cut_on, $scope)
),

leaders as (select project_id, leader from leader_on($as_of))

select
    project_id, s.name, listed.classes, s.domain, s.township,
    investor(s.gov_invested) as investor,
    leaders.leader,
    scope.project_id is not null as in_scope,
    coalesce(scope.has_plan, false) as has_plan,
    scope.completed_wan, scope.counted_completed_wan, scope.counted_plan_wan, scope.counted_planned_wan,
    scope.reported_on
from listed
inner join standing_on($cut_on) as s using (project_id)
left join scope using (project_id)
left join leaders using (project_id)
order by project_id
