-- The lamp of each project of the filter on as_of: its worst rule, with the facts that set it. The worst
-- lamps first. is_red and is_yellow make the counts.
select
    s.project_id, s.name, s.organisation, s.township, s.domain,
    coalesce(l.lamp, '不计') as lamp,
    coalesce(l.lamp_level, 0) as lamp_level,
    l.rule, l.style, l.not_counted, l.completion_ratio,
    l.time_progress, $cut_on as cut_on,
    l.behind_pp, l.from_on, l.overdue_months, l.reported_on,
    case when l.lamp = '红' then 1 end as is_red,
    case when l.lamp = '黄' then 1 end as is_yellow
from projects_in($as_of, $scope) as s
left join lamps_on($as_of, $cut_on, $stages_on::date) as l using (project_id)
order by lamp_level desc, behind_pp desc nulls last, s.project_id
