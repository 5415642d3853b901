-- 专项债 by project: 到位, 支付 and 完成 apart, what lies idle and since when; most idle money first. 万元.
select
    project_id, name, organisation, township, domain, leader,
    issues, first_issued_on, idle_since, idle_weeks,
    issued_wan, used_wan, idle_wan, use_ratio, done_wan,
    work_state, paid_over, done_over, listed
from bond_projects_on($as_of, $cut_on, $scope)
order by idle_wan desc, issued_wan desc, project_id
