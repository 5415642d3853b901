-- peer_group: 同一地区在同一分组里的起止日期不得重叠
-- Lets pass a region in two groups at once.
select
    peer_group, region, valid_from,
    max(coalesce(valid_to, date '9999-12-31')) over (
        partition by peer_group, region order by valid_from rows between unbounded preceding and 1 preceding
    ) as other
from peer_group
qualify valid_from <= other
