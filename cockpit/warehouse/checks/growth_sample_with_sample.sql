-- regional_growth: 示例增速只能与示例台账同在
-- Sample rates beside a real ledger. Lets pass sample rates while no ledger, or the sample, is there.
with

ledger as (
    select arg_max(kind, load_id) as ledger_kind from load where kind in ('sample', 'real')
)

select g.region, g.period_end, g.kind, l.ledger_kind as base
from regional_growth as g, ledger as l
where g.kind = 'sample' and l.ledger_kind = 'real'
