"""项目台账: the rows behind a figure or all projects of a look, by township, domain and class."""

from cockpit import web
from cockpit.web import ledger

view = web.view()
found = ledger.ledger_data(view, web.query())

web.headline(found.title, found.lead)
web.stamp(view, why=web.why_of(view, web.query()))
web.stop_if_empty(found.frame, "这里没有明细", "放宽筛选、换一个日期，或先导入这张表")
ledger.chips(found)
with ledger.beside():
    with web.card("ledger"):
        ledger.tools(found)
        ledger.totals(found)
        ledger.picked(found)
        ledger.table_of(found)
        ledger.fine_print(found)
    if found.of_projects:
        ledger.views(found)
