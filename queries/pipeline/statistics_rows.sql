-- Started projects of 500 万元 and more: in statistics, or how far they were told of. Those outside first. 万元.
select
    project_id, name, organisation, township, domain, leader, stat_state, state_on, reason, started_on, days,
    total_wan, annual_plan_wan, completed_wan, unseen_wan, counted, outside, new_in_year
from in_statistics_on($as_of, $cut_on, $stages_on, $scope)
order by
    outside desc, list_position(['退回', '未见报送', '待报', '已报', '已入库'], stat_state), unseen_wan desc,
    project_id
