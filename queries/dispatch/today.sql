-- 每天必传 of as_of itself: the projects due on it, and those whose report came; one row. Null where no report is
-- to be expected of that day, as beside a month's file.
with

counted as (
    select
        count(*) as due,
        bool_or(is_judged) as is_judged,
        bool_or(is_asked) as is_asked,
        count(*) filter (where is_in_time) as in_time,
        count(*) filter (where is_late) as late,
        count(*) filter (where is_unknown) as unknown,
        count(*) filter (where is_reported) as reported
    from day_calls($as_of)
    semi join projects_in($as_of, $scope) using (project_id)
)

select
    due, in_time, late, unknown,
    coalesce(is_judged, false) as is_judged,
    coalesce(is_asked, false) as is_asked,
    case when is_asked or due = 0 then reported end as reported,
    case when is_asked or due = 0 then due - reported end as missing
from counted
