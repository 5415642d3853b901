"""三必执行: who reported, came and checked, who did not, and whom to remind."""

from cockpit import web
from cockpit.screens import musts as screen
from cockpit.screens.musts.data import musts_data
from cockpit.web import musts

view = web.view()
found = musts_data(view)
finding = screen.headline(view)

web.headline(finding.title, finding.lead)
web.stamp(view, is_at_cut=False)
musts.cards(found)
musts.chase(found)
musts.heat_map(found)
musts.weeks_and_leaders(found)
