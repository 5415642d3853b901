"""增速对比: what the growth page says of the latest period, the groups and two regions.

Growth speaks of whole regions, so a choice of projects on the filter bar narrows nothing here.
"""

from cockpit.screens.growth.finding import headline, lead
from cockpit.screens.growth.groups import Group, groups, ranks_title
from cockpit.screens.growth.latest import Latest, latest
from cockpit.screens.growth.names import short
from cockpit.screens.growth.pair import Pair, pair

__all__ = [
    "Group",
    "Latest",
    "Pair",
    "groups",
    "headline",
    "latest",
    "lead",
    "pair",
    "ranks_title",
    "short",
]
