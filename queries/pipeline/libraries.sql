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
    library,
    sum(entries)::integer as entries,
    sum(total_wan) as total_wan,
    sum(plan_wan) as plan_wan,
    max(entered_on) as last_entered_on
from pipeline_entry, unfiltered
where
    entered_on between year_start($as_of) and $as_of
    and (is_whole or project_id in (select scope.project_id from scope))
group by library
order by list_position(
    ['四类库', '统计库', '超亿元库', '招商签约', '专项债第三批', '中央预算内谋划', '三个一批第五期'], library
), library
