-- 增速位次: the home region's rank in each peer group, ties sharing a rank, by the rates released for its
-- latest period. A group with a sample member gives a sample rank.
with

known as (select * from rates_on($as_of)),

period as (select max(period_end) as period_end from known where region = home()),

members as (
    select peer_group, region
    from peer_group
    where valid_from <= $as_of and (valid_to is null or valid_to >= $as_of)
),

ranked as (
    select
        peer_group, region, growth_pct, kind,
        rank() over (partition by peer_group order by growth_pct desc) as rank,
        count(*) over (partition by peer_group) as with_rate,
        bool_or(kind = 'sample') over (partition by peer_group) as is_sample
    from members
    inner join known using (region)
    inner join period using (period_end)
),

sizes as (select peer_group, count(*) as members from members group by peer_group)

select peer_group, rank, with_rate, members, is_sample, (select period.period_end from period) as period_end
from ranked
inner join sizes using (peer_group)
where region = home()
order by members desc, peer_group
