-- Money of one project by source, as last told by as_of; several years of a source are added up (万元).
select
    source,
    string_agg(distinct nullif(mode, ''), '、' order by nullif(mode, '')) as modes,
    min(year) as first_year, max(year) as last_year, max(told_on) as told_on,
    sum(allotted_wan) as allotted_wan, sum(arrived_wan) as arrived_wan, sum(paid_wan) as paid_wan,
    ratio(
        sum(arrived_wan), sum(allotted_wan) filter (where arrived_wan is not null)
    ) as arrival_ratio,
    ratio(sum(paid_wan), sum(allotted_wan) filter (where paid_wan is not null)) as payment_ratio
from flows_to($as_of)
where project_id = $project
group by source
order by allotted_wan desc, source
