"""指标口径: what every figure means, how it is made, how old its inputs are, and what it reads."""

from cockpit import web
from cockpit.screens.indicators.page import indicators_data
from cockpit.web import indicators

view = web.view()
found = indicators_data(view)

web.headline(found.title, found.lead)
web.stamp(view)
indicators.indicator_card(found)
indicators.all_indicators(found)
