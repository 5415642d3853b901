"""项目台账: the rows behind a figure or all projects of a look, by township, domain and class."""

from cockpit import web
from cockpit.screens.ledger.data import ledger_data
from cockpit.screens.ledger.page import require_rows
from cockpit.web import ledger

view = web.view()
found = ledger_data(view)

web.headline(found.title, found.lead)
web.stamp(view, why=web.why_of(view))
require_rows(found)
ledger.chips(found)
with ledger.beside():
    with web.card("ledger"):
        ledger.tools(found)
        ledger.totals(found)
        ledger.picked(found)
        ledger.table(found)
        ledger.fine_print(found)
    if found.of_projects:
        ledger.views(found)
