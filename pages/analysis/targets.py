"""目标进度: whether the year will be made, and which projects would close the gap."""

from cockpit import web
from cockpit.screens.targets.page import targets_page
from cockpit.web import targets

view = web.view()
page = targets_page(view)

web.headline(page.title, page.lead)
web.stamp(view)
targets.cards(page)
targets.curves(page)
targets.tables(page)
targets.closing(page)
