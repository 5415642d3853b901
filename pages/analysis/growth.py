"""增速对比: how fast investment grows against the target and against other regions."""

from cockpit import web
from cockpit.screens.growth.data import growth_data
from cockpit.web import growth

view = web.view()
seen = growth_data(view)

web.headline(seen.title, seen.lead)
web.stamp(view, is_at_cut=False)
growth.compared_line(view)
growth.latest_card(seen)
with web.card("series"):
    growth.series(seen)
with web.card("pair"):
    growth.pair(seen)
with web.card("points"):
    growth.points(seen)
