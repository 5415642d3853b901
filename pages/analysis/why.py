"""变动原因: how far a figure moved since when, by which causes, and what comes next."""

from cockpit import web
from cockpit.screens.why.data import lead, title, why_data
from cockpit.web import why

view = web.view()
found = why_data(view)

web.headline(title(found), lead(found))
why.comparison_line(found)
web.stamp(view)
why.controls(found)
why.causes(found)
why.next_week(found)
