"""变动原因: how far a figure moved since when, by which causes, and what comes next."""

from markupsafe import Markup

from cockpit.screens import compare
from cockpit.screens import page as parts
from cockpit.screens.page import Headline
from cockpit.screens.view import View
from cockpit.screens.why.causes import cause_tables, causes, waterfall_text
from cockpit.screens.why.data import WhyData, lead, taken_on, title, why_data
from cockpit.screens.why.next_week import next_week


def comparison_line(found: WhyData) -> Markup:
    """The figure against the usual days, a small line; nothing of a single project."""
    if found.project:
        return Markup()
    also = None if found.since.code else found.since
    compared = compare.compared(found.view, found.indicator.code, also=also)
    return compare.comparison_line(compared, found.indicator.code)


def headline(view: View) -> Headline:
    """What the page finds. Raises as ``render``."""
    found = why_data(view)
    return Headline(title(found), lead(found), taken_on(found, found.change.after))


def render(view: View) -> Markup:
    """The page without Streamlit. Raises BadLink, NotFound, UnknownVersion."""
    found = why_data(view)
    said = [
        parts.headline(title(found), lead(found)),
        comparison_line(found),
        parts.stamp(view),
    ]
    if found.parts:
        said.append(parts.card(parts.chart_place(waterfall_text(found))))
        tables = cause_tables(found)
        said.append(parts.card(*(p for table in tables for p in (table.heading, table.table()))))
        said.append(parts.card(causes(found)))
    return parts.joined(*said, parts.card(next_week(found)))
