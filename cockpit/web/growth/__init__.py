"""The parts of the growth page."""

from cockpit.web.growth.found import found
from cockpit.web.growth.latest import now, since
from cockpit.web.growth.pair import pair
from cockpit.web.growth.points import file, points
from cockpit.web.growth.series import series

__all__ = ["file", "found", "now", "pair", "points", "series", "since"]
