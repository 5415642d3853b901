-- Started projects of 500 万元 and more by how far they are told to statistics, and in all (null). 万元.
select
    stat_state,
    sum(counted)::integer as projects,
    sum(outside)::integer as outside,
    sum(new_in_year)::integer as new_in_year,
    sum(completed_wan) as completed_wan,
    sum(unseen_wan) as unseen_wan
from in_statistics_on($as_of, $cut_on, $stages_on, $scope)
group by grouping sets ((stat_state), ())
having count(*) > 0
order by list_position(['未见报送', '待报', '已报', '退回', '已入库'], stat_state) nulls first
