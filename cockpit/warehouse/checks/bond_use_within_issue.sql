-- bond_use: 累计使用不得超过发行金额
-- The first report of an issue above its amount. Lets pass an amount used in full.
select u.issue_id, u.report_date, u.used_wan, i.amount_wan
from bond_use as u
inner join bond_issue as i on u.issue_id = i.issue_id
where u.used_wan > i.amount_wan
qualify row_number() over (partition by u.issue_id order by u.report_date) = 1
