-- Issues of the projects of the filter by as_of, with what of each has been used. 万元.
with

used as (
    select issue_id, max_by(used_wan, report_date) as used_wan, max(report_date) as used_on
    from bond_use
    where report_date <= $as_of
    group by issue_id
)

select
    issue_id, project_id, name, township, domain, year, batch, issued_on, amount_wan as issued_wan,
    coalesce(used_wan, 0) as used_wan, ratio(coalesce(used_wan, 0), amount_wan) as use_ratio, used_on
from bond_issue
inner join projects_in($as_of, $scope) using (project_id)
left join used using (issue_id)
where issued_on <= $as_of
order by year, issued_on, issue_id
