-- fund_flow: 到位、支付不得超过下达
-- 办法: 核对下达金额是否为累计，下达之外的钱写在它自己的资金来源
-- The first day with more arrived or paid than allotted. Lets pass what was paid before it arrived.
select project_id, source, year, report_date, allotted_wan, arrived_wan, paid_wan
from fund_flow
where arrived_wan > allotted_wan or paid_wan > allotted_wan
qualify row_number() over (partition by project_id, source, year order by report_date) = 1
