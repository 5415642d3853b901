"""项目台账: the rows behind a figure, which they add up to, or all projects of a look."""

from cockpit import web
from cockpit.web import ledger

view = web.view()
found = ledger.rows(view, web.query())

web.headline(found.title, found.lead)
web.stamp(view, why=web.why_of(view, web.query()))
web.stop_if_empty(found.frame, "这里没有明细", "放宽筛选、换一个日期，或先导入这张表")
with web.card("ledger"):
    seen = ledger.tools(found)
    ledger.totals(found, seen)
    ledger.table_of(found, seen)
    ledger.fine_print(found)
