"""核稿: which figures of a text cannot stand, beside one another and beside the ledger."""

from cockpit import web
from cockpit.web import bulletin

view = web.view()
found = bulletin.checked(view)

if found is None:
    bulletin.empty(view)
else:
    bulletin.top(found)
    bulletin.text(found)
    bulletin.tables(found)
