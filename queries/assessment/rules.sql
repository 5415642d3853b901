-- The weights table as it holds at as_of, in the order of its blocks.
select formula, block, item, points, threshold, cap, kind, note, valid_from
from assessment_rules_on($as_of)
order by list_position(
    [
        'completion', 'completion_step', 'started', 'started_rate', 'started_rate_few', 'ceremony',
        'not_started', 'not_registered', 'finished', 'three_day', 'musts', 'entries'
    ], formula
)
