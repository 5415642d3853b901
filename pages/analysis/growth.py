"""增速对比: how fast investment grows against the target and against other regions."""

from cockpit import web
from cockpit.web import growth

view = web.view()
found = growth.found(view, web.query())

web.headline(found.title, found.lead)
web.stamp(view, is_at_cut=False)
growth.since(view)
growth.now(found)
with web.card("series"):
    growth.series(found)
with web.card("pair"):
    growth.pair(found)
with web.card("points"):
    growth.points(found)
