-- 下达, 到位 and 支付, as last told by as_of: in all (source null), by source, and where it is given in several
-- ways by these (mode; null in the rows of a source). 万元. Where 到位 (or 支付) was not told, it is in neither
-- sum of the rate.
with

summed as (
    select
        source, mode,
        count(distinct project_id) as projects,
        max(told_on) as told_on,
        sum(allotted_wan) as allotted_wan,
        sum(arrived_wan) as arrived_wan,
        sum(paid_wan) as paid_wan,
        sum(arriving_wan) as arriving_wan,
        sum(paying_wan) as paying_wan
    from flows_on($as_of, $scope)
    group by grouping sets ((source, mode), (source), ())
    having count(*) > 0 and (grouping(mode) = 1 or mode <> '')
)

select
    source, mode, projects, told_on, allotted_wan, arrived_wan, paid_wan,
    ratio(arrived_wan, arriving_wan) as arrival_ratio,
    ratio(paid_wan, paying_wan) as payment_ratio
from summed
order by
    source is not null,
    sum(allotted_wan) filter (where mode is null) over (partition by source) desc,
    source, mode is not null, allotted_wan desc, mode
