-- 工作日志: the site visits of a person in the month of as_of, by day; a leader's are among them.
select
    visit.on_date, visit.project_id, s.name, calendar.workday as is_workday
from visit
inner join standing_on($as_of) as s using (project_id)
inner join projects_in($as_of, $scope) using (project_id)
left join calendar using (on_date)
where visit.person = $person and visit.on_date between date_trunc('month', $as_of) and $as_of
order by visit.on_date, visit.project_id
