-- 五有: one row a project that must have a team: its branch and what it lacks of the five; the worst first.
select
    project_id, s.name, s.township, s.organisation, leader, since_on,
    is_built::integer as built,
    (sign and flag and venue and rules and running)::integer as complete,
    case when is_built then concat_ws(
        '、',
        case when not sign then '牌子' end, case when not flag then '党旗' end,
        case when not venue then '场地' end, case when not rules then '制度' end,
        case when not running then '运行' end
    ) else '没有支部' end as lacking
from branches_on($as_of, $scope)
inner join standing_on($as_of) as s using (project_id)
left join leader_on($as_of) using (project_id)
where is_loaded
order by is_built, complete, project_id
