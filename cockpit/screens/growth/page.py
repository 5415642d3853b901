"""增速对比: how fast investment grows against the target and against other regions.

Growth speaks of whole regions, so a choice of projects on the filter bar narrows nothing here.
"""

from markupsafe import Markup

from cockpit.screens import page as parts
from cockpit.screens.growth.data import growth_data
from cockpit.screens.growth.now import compared_line, latest_card
from cockpit.screens.growth.points import NO_POINTS, fine, points
from cockpit.screens.growth.series import no_series, series_text
from cockpit.screens.growth.two import NO_LINES, pair_line, pair_text, same_region
from cockpit.screens.page import Headline
from cockpit.screens.view import View


def headline(view: View) -> Headline:
    """What the page finds. Raises as ``render``."""
    seen = growth_data(view)
    return Headline(seen.title, seen.lead, view.look.filters.as_of)


def render(view: View) -> Markup:
    """The page without Streamlit. Raises BadLink, NoData."""
    seen = growth_data(view)
    series, listed = series_text(seen), points(seen)
    if same := same_region(seen):
        both = [parts.fine(same)]
    else:
        lines = pair_text(seen)
        both = [pair_line(seen), parts.chart_place(lines) if lines else parts.fine(NO_LINES)]
    return parts.joined(
        parts.headline(seen.title, seen.lead),
        parts.stamp(view, is_at_cut=False),
        compared_line(view),
        latest_card(seen),
        parts.card(parts.chart_place(series) if series else parts.fine(no_series(seen))),
        parts.card(*both),
        parts.card(
            parts.chart_head(listed.head),
            *(
                [parts.fine(NO_POINTS)]
                if listed.frame.empty
                else [listed.table(), parts.fine(fine(seen))]
            ),
        ),
    )
