-- park_report: 入驻企业不得多于签约企业
-- The first report above it. Lets pass a park where all that signed have moved in.
select park_id, report_date, open_firms, signed_firms
from park_report
where open_firms > signed_firms
qualify row_number() over (partition by park_id order by report_date) = 1
