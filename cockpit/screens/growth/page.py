"""增速对比: how fast investment grows against the target and against other regions.

Growth speaks of whole regions, so a choice of projects on the filter bar narrows nothing here.
"""

from cockpit.screens.growth.data import growth_data
from cockpit.screens.page import Headline
from cockpit.screens.view import View


def headline(view: View) -> Headline:
    """What the page finds. Raises BadLink, NoData."""
    seen = growth_data(view)
    return Headline(seen.title, seen.lead, view.look.filters.as_of)
