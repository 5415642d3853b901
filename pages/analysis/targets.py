"""目标进度: whether the year will be made, and which projects would close the gap."""

from cockpit import web
from cockpit.web import targets

view = web.view()
found = targets.found(view, web.query())

web.headline(found.title, found.lead)
web.stamp(view)
targets.cards(found)
targets.curves(found)
targets.tables(found)
targets.closing(found)
