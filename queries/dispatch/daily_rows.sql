-- 每天必传 in the month of as_of, one row a project with a day due: its days in time, late, missing and without
-- a time of receipt; those who missed most first.
with

counted as (
    select
        project_id,
        count(*) as due,
        count(*) filter (where is_in_time) as in_time,
        count(*) filter (where is_late) as late,
        count(*) filter (where not is_reported) as missing,
        count(*) filter (where is_unknown) as unknown,
        string_agg(day(on_date), '、' order by on_date) filter (where not is_reported) || ' 日' as missing_on
    from report_days($as_of, $scope)
    group by project_id
)

select
    project_id, s.name, s.township, s.organisation, leader, due, in_time, late, missing, unknown,
    due - unknown as known,
    ratio(in_time, due - unknown) as in_time_ratio,
    missing_on
from counted
inner join standing_on($as_of) as s using (project_id)
left join leader_on($as_of) using (project_id)
order by missing desc, late desc, project_id
