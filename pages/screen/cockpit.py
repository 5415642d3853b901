"""驾驶舱: the wall on a page; a click on a figure opens the rows behind it."""

from cockpit import web

view = web.view()

web.draw_wall(view)
web.stamp(view, why=web.why_of(view, web.query()))
web.headlines(view, web.query())
web.wall_tools(view)
web.follow(view)
