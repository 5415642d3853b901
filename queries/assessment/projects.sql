-- The projects of a body, with what its score of the quarter of as_of counts of each: who costs points first.
with

facts as (
    from assessed_facts($as_of, $cut_on, $stages_on::date, $red_before::varchar[])
    where body = $body
),

problems as (
    select
        project_id,
        count(*) as judged,
        count(*) filter (where is_closed_in_three) as closed_in_three
    from quarter_problems($as_of, $problems_on::date)
    group by project_id
)

select
    project_id, name, total_wan, due_on, planned_end,
    counted_plan_wan::double as plan_wan,
    counted_completed_wan::double as completed_wan,
    ratio(counted_completed_wan, counted_plan_wan) as completion_ratio,
    is_asked, is_begun, is_late, is_unregistered, is_announced, is_to_finish, is_finished, is_red,
    is_red_again, judged, closed_in_three
from facts
left join problems using (project_id)
order by
    is_late desc, is_unregistered desc, is_red_again desc, is_red desc, completion_ratio nulls last,
    project_id
