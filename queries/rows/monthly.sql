-- 各项目逐月: what each project completed in each complete month of the year by the cut, 万元, from January on. A
-- month without a report adds 0; a project without any report of the year has no list. $projects narrows to
-- those named (a page of the table); empty means all.
with

asked as (
    select project_id
    from projects_in($as_of, $scope)
    where len($projects) = 0 or project_id in (select unnest($projects::varchar[]))
)

select project_id, month_steps(month_ends_wan, complete_months($cut_on)) as months_wan
from standing_on($cut_on)
semi join asked using (project_id)
where complete_months($cut_on) > 0 and reported_on is not null
order by project_id
