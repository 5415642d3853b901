"""指标口径: what every figure means, how it is made, how old its inputs are, and what it reads."""

from cockpit import web
from cockpit.web.data import definitions

view = web.view()
found = definitions.found(view, web.query())

web.headline(found.title, found.lead)
web.stamp(view)
definitions.opened(found)
definitions.listed(found)
