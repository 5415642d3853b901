"""变动原因: how far a figure moved since when, by which causes, and what comes next."""

from markupsafe import Markup

from cockpit.screens import compare
from cockpit.screens.once import once
from cockpit.screens.page import Headline
from cockpit.screens.view import View
from cockpit.screens.why.data import WhyData, lead, taken_on, title, why_data


@once
def comparison_line(found: WhyData) -> Markup:
    """The figure against the usual days, a small line; nothing of a single project."""
    if found.project:
        return Markup()
    also = None if found.since.code else found.since
    compared = compare.compared(found.view, found.indicator.code, also=also)
    return compare.comparison_line(compared, found.indicator.code)


def headline(view: View) -> Headline:
    """What the page finds. Raises BadLink, NotFound, UnknownVersion."""
    found = why_data(view)
    return Headline(title(found), lead(found), taken_on(found, found.change.after))
