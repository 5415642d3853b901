-- 观摩: all tours together first (inspection_id is null), then each held by as_of by its group, the last first:
-- its ballots, valid and void, and what became of what was promised on it.
with

groups as (
    select inspection_id, tour_group, any_value(title) as title, any_value(on_date) as on_date,
        count(*) as bodies
    from toured_bodies($as_of)
    group by inspection_id, tour_group
),

votes as (
    select
        inspection_id, tour_group,
        count(*) as ballots,
        count(*) filter (where not is_void) as valid,
        count(*) filter (where is_void) as void
    from ballots_on($as_of)
    group by inspection_id, tour_group
),

promises as (
    select
        inspection_id, tour_group,
        count(*) as promised,
        count(*) filter (where state = '如期') as kept,
        count(*) filter (where state = '晚到') as late,
        count(*) filter (where state = '未到') as missed,
        count(*) filter (where state = '未到期') as pending
    from promises_on($as_of, $nodes_on::date)
    group by inspection_id, tour_group
)

select
    inspection_id, tour_group,
    case when inspection_id is not null then any_value(title) end as title,
    max(on_date) as on_date,
    sum(bodies)::integer as bodies,
    coalesce(sum(ballots), 0)::integer as ballots,
    coalesce(sum(valid), 0)::integer as valid,
    coalesce(sum(void), 0)::integer as void,
    coalesce(sum(promised), 0)::integer as promised,
    coalesce(sum(kept), 0)::integer as kept,
    coalesce(sum(late), 0)::integer as late,
    coalesce(sum(missed), 0)::integer as missed,
    coalesce(sum(pending), 0)::integer as pending
from groups
left join votes using (inspection_id, tour_group)
left join promises using (inspection_id, tour_group)
group by grouping sets ((), (inspection_id, tour_group))
having count(*) > 0
order by inspection_id is not null, max(on_date) desc, inspection_id, tour_group
