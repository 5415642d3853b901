-- 跑项争资: entries of the year by as_of in each library, with total and this year's plan (万元).
-- Entries that name a project follow the filters; others stand only without a filter.
with

scope as (
    select project_id from projects_in($as_of, $scope)
),

unfiltered as (
    select is_whole($scope) as is_whole
)

select
    entry.library,
    sum(entry.entries)::integer as entries,
    sum(entry.total_wan) as total_wan,
    sum(entry.plan_wan) as plan_wan,
    max(entry.entered_on) as last_entered_on,
    entry.library in (select w.library from way_libraries($as_of) as w) as has_way,
    entry.library in (select w.library from statistics_libraries($as_of) as w) as is_statistics
from pipeline_entry as entry
cross join unfiltered
left join library using (library)
where
    entry.entered_on between year_start($as_of) and $as_of
    and (unfiltered.is_whole or entry.project_id in (select scope.project_id from scope))
group by entry.library, library.position
order by library.position, entry.library
