-- Rows of 小微企业园: one row a park of the chosen townships, as last told by as_of.
select *, ratio(counted_built_m2, counted_planned_m2) as built_ratio
from parks_on($as_of, $scope['towns'])
order by built_ratio desc nulls last, park_id
