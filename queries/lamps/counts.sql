-- How many projects of the filter show each lamp on as_of.
select
    count(*) as projects,
    count(*) filter (where l.lamp = '红') as red,
    count(*) filter (where l.lamp = '黄') as yellow,
    count(*) filter (where l.lamp = '绿') as green,
    count(*) filter (where coalesce(l.lamp, '不计') = '不计') as not_counted
from projects_in($as_of, $scope)
left join lamps_on($as_of, $cut_on, $stages_on::date) as l using (project_id)
