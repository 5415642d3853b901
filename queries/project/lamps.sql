-- Every lamp rule held against one project on as_of, the worst first.
select
    rule, indicator, style, lamp_word(lamp_level) as lamp, lamp_level, not_counted, yellow, red, kind,
    valid_from as rule_from,
    completion_ratio, time_progress, behind_pp, from_on, done_on, overdue_months
from lamp_rules_on($as_of, $cut_on, $stages_on::date)
where project_id = $project
order by lamp_level desc, rule
