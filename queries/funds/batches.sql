-- 专项债 batch by batch: issued, used and idle by as_of, with the weeks since the day of issue. 万元.
select
    year, batch, issued_on,
    ($as_of - issued_on) // 7 as weeks,
    count(distinct project_id) as projects,
    count(*) as issues,
    sum(issued_wan) as issued_wan,
    sum(used_wan) as used_wan,
    sum(idle_wan) as idle_wan,
    ratio(sum(used_wan), sum(issued_wan)) as use_ratio
from bond_issues_on($as_of, $scope)
group by year, batch, issued_on
order by year, issued_on, batch
