-- 转化率 and days hop by hop: of those who stood before it who made it, in how many days, who waits longest.
select
    place, hop,
    sum(base)::integer as base,
    sum(moved)::integer as moved,
    sum(waits)::integer as waits,
    ratio(sum(moved), sum(base)) as hop_ratio,
    median(days) as median_days,
    quantile_cont(days, 0.25) as low_days,
    quantile_cont(days, 0.75) as high_days,
    min(days) as shortest_days,
    max(days) as longest_days,
    median(waiting_days) as waiting_median,
    max(waiting_days) as waiting_longest,
    arg_max(coalesce(name, subject), (waiting_days, subject)) filter (where waits > 0) as longest_name,
    arg_max(subject, (waiting_days, subject)) filter (where waits > 0) as longest_subject,
    arg_max(project_id, (waiting_days, subject)) filter (where waits > 0) as longest_project
from hops_on($as_of, $stages_on, $entries_on, $scope)
group by place, hop
order by place, hop
