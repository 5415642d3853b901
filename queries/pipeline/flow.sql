-- The way of a library's entries of the year to statistics, by stage: who came so far, waits, left.
-- Only of libraries of which steps are loaded.
with

stages as (select * from way_stages()),

way as (select * from way_of_entries($as_of, $entries_on, $scope)),

summed as (
    select
        l.library, s.place, s.flow_stage,
        coalesce(sum(w.reached), 0)::integer as reached,
        coalesce(sum(w.waits), 0)::integer as waits,
        coalesce(sum(w.leaves), 0)::integer as leaves,
        median(w.waiting_days) as waiting_median,
        max(w.waiting_days) as waiting_longest
    from (select distinct library from way) as l
    cross join stages as s
    left join way as w on l.library = w.library and s.place = w.place
    group by l.library, s.place, s.flow_stage
)

select
    s.library, s.place, s.flow_stage, s.reached, s.waits, s.leaves,
    ratio(s.reached, lag(s.reached) over (partition by s.library order by s.place)) as passed_ratio,
    s.waiting_median, s.waiting_longest
from summed as s
left join library as l using (library)
order by l.position, s.library, s.place
