"""驾驶舱: the wall on a page; a click on a figure opens the rows behind it."""

from cockpit import web
from cockpit.web import cockpit

view = web.view()

cockpit.draw_wall(view)
web.stamp(view, why=web.why_of(view))
cockpit.headlines(view)
cockpit.tools(view)
web.follow(view)
