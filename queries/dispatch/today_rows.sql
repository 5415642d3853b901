-- 每天必传 of $day, one row a project due on it; those without a report first, by whom to remind. $lacking: just
-- those without one, whose rows alone are then put together.
with

asked as (
    select *
    from day_calls($day)
    semi join projects_in($as_of, $scope) using (project_id)
    where not ($lacking and is_asked and is_reported)
),

before as (
    select project_id, max(report_date) as last_on
    from progress_report
    semi join asked using (project_id)
    where report_date between $day - 30 and $day - 1
    group by project_id
),

received as (
    select project_id, min(received_at) as received_at
    from progress_report
    semi join asked using (project_id)
    where report_date = $day
    group by project_id
)

select
    project_id, s.name, s.township, s.organisation, leader, caller, caller_role, last_on,
    received_at::date as received_on,
    case
        when not is_asked then '未装入填报'
        when not is_reported then '未传'
        when is_late then '迟传'
        when is_unknown then '无接收时间'
        else '已传'
    end as state,
    1 as due,
    case when is_asked then is_reported::integer end as reported,
    case when is_asked then (not is_reported)::integer end as missing
from asked
inner join standing_on($as_of) as s using (project_id)
left join leader_on($as_of) using (project_id)
left join caller_on($as_of, '现场盯办人', '首席服务官') using (project_id)
left join before using (project_id)
left join received using (project_id)
order by is_reported, caller nulls last, project_id
