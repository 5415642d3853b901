-- Issues of the projects of the filter by as_of, with what of each has been used and what lies idle. 万元.
select
    issue_id, project_id, name, township, domain, year, batch, issued_on, issued_wan, used_wan, idle_wan,
    ratio(used_wan, issued_wan) as use_ratio,
    ($as_of - issued_on) // 7 as weeks,
    used_on
from bond_issues_on($as_of, $scope)
order by year, issued_on, issue_id
