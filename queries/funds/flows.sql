-- Money of each project by source and year, as last told by as_of; the largest first. 万元.
select
    name, organisation, township, domain, source, mode, year, told_on,
    allotted_wan, arrived_wan, paid_wan, arriving_wan, paying_wan,
    ratio(arrived_wan, allotted_wan) as arrival_ratio,
    ratio(paid_wan, allotted_wan) as payment_ratio,
    project_id
from flows_on($as_of, $scope)
order by allotted_wan desc, project_id, source, year
