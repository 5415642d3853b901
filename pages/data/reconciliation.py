"""公布与对账: every published fact beside the computed one, and what their difference proves."""

from cockpit import web
from cockpit.screens.reconciliation.page import LEAD, finding, lines
from cockpit.web import reconciliation

view = web.view()
found = lines(view)

web.headline(finding(found), LEAD)
web.stamp(view, is_at_cut=False)
reconciliation.asked_fact(found, view)
reconciliation.table(view)
reconciliation.ways(view)
