-- fund_flow: 累计到位、支付金额不得减少
-- Lets pass an amount allotted that falls: money is taken back (收回); a figure as `set` put it there.
-- Days that do not tell of an amount stand between those that do.
with

pairs as (
    select
        *,
        lag(arrived_wan ignore nulls) over its_days as previous_arrived_wan,
        lag(paid_wan ignore nulls) over its_days as previous_paid_wan
    from fund_flow
    window its_days as (partition by project_id, source, year order by report_date)
)

select
    p.project_id, p.source, p.year, p.report_date,
    p.arrived_wan, p.previous_arrived_wan, p.paid_wan, p.previous_paid_wan
from pairs as p
where
    (
        p.paid_wan < p.previous_paid_wan
        or (p.arrived_wan < p.previous_arrived_wan and p.arrived_wan < p.allotted_wan)
    )
    and not exists (
        select 1 from waiver as w
        where
            w.rule = 'set'
            and w.key in (
                concat_ws(
                    '|', 'fund_flow', p.project_id, p.source, p.year, p.report_date, 'paid_wan', p.paid_wan
                ),
                concat_ws(
                    '|', 'fund_flow', p.project_id, p.source, p.year, p.report_date, 'arrived_wan',
                    p.arrived_wan
                )
            )
    )
