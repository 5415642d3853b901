"""目标进度: whether the year will be made, and which projects would close the gap."""

from cockpit import web
from cockpit.web import targets

view = web.view()
found = targets.found(view, web.query())

web.headline(found.title, found.lead)
web.stamp(view)
targets.cards(found)
charts = targets.room()
targets.tables(found)
targets.closing(found)
with charts:
    targets.curves(found)
