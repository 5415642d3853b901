-- bond_use: 累计使用金额不得减少
-- Across years too: the figure is since the issue. Lets pass a figure as `set` put it there.
with

pairs as (
    select
        issue_id, report_date, used_wan,
        lag(used_wan) over (partition by issue_id order by report_date) as previous_wan
    from bond_use
)

select p.issue_id, p.report_date, p.used_wan, p.previous_wan
from pairs as p
where
    p.used_wan < p.previous_wan
    and not exists (
        select 1 from waiver as w
        where
            w.rule = 'set'
            and w.key = concat_ws('|', 'bond_use', p.issue_id, p.report_date, 'used_wan', p.used_wan)
    )
