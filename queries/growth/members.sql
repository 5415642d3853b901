-- 增速位次 member by member: who is in each of the home region's groups, with the rate of its latest period
-- where one is known, and the rank that gives, ties sharing one. What ranks.sql counts.
with

known as (select * from rates_on($as_of)),

period as (select max(period_end) as period_end from known where region = home()),

now as (select known.* from known inner join period using (period_end)),

members as (
    select peer_group, region
    from peer_group
    where valid_from <= $as_of and (valid_to is null or valid_to >= $as_of)
    qualify bool_or(region = home()) over (partition by peer_group)
)

select
    peer_group, region, coalesce(region = home(), false) as is_home, growth_pct, kind,
    case
        when growth_pct is not null
            then rank() over (partition by peer_group order by growth_pct desc nulls last)
    end as rank,
    count(growth_pct) over (partition by peer_group) as with_rate,
    count(*) over (partition by peer_group) as members,
    coalesce(bool_or(kind = 'sample') over (partition by peer_group), false) as is_sample,
    (select period.period_end from period) as period_end
from members
left join now using (region)
order by is_sample, members desc, peer_group, growth_pct desc nulls last, region
