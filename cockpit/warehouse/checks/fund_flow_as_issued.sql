-- fund_flow: 专项债的下达金额应与债券发行相同
-- 办法: 核对这一年度发行了几笔、各多少，两处写成一样；发行表里已有的不必再写在资金台账
-- A year's issues to a project in two tables with different amounts, at the last day that a ledger of funds
-- tells of. Lets pass bonds that only one of the two tells of.
with

told as (
    select project_id, year, report_date, allotted_wan
    from fund_flow
    where source = '专项债'
    qualify row_number() over (partition by project_id, year order by report_date desc) = 1
),

issued as (
    select t.project_id, t.year, sum(i.amount_wan) as amount_wan
    from told as t
    inner join bond_issue as i using (project_id, year)
    where i.issued_on <= t.report_date
    group by t.project_id, t.year
)

select t.project_id, '专项债' as source, t.year, t.report_date, t.allotted_wan, i.amount_wan
from told as t
inner join issued as i using (project_id, year)
where t.allotted_wan <> i.amount_wan
