"""变动原因: how far a figure moved since when, by which causes, and what comes next."""

from cockpit import web
from cockpit.web import why

view = web.view()
found = why.asked(view, web.query())

web.headline(why.title(found), why.lead(found))
why.strip(found)
web.stamp(view)
why.controls(found)
if found.parts:
    with web.card("waterfall"):
        why.draw_waterfall(found)
    why.draw_cause(found)
    why.draw_causes(found)
why.draw_next_week(found)
