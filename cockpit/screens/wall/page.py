"""The wall as the page 驾驶舱 shows it."""

from dataclasses import replace

from markupsafe import Markup

from cockpit.screens import compare, render, wall
from cockpit.screens import page as parts
from cockpit.screens.view import View
from cockpit.screens.wall.headlines import headlines


def fragment(view: View) -> Markup:
    """The wall; on a page the bar above leads to the latest."""

    def make() -> Markup:
        return Markup(render.wall_fragment(replace(wall.compose(view), latest_href="")))

    return view.cached("wall fragment", make)


def page(view: View) -> Markup:
    """The page without Streamlit. Raises BadLink, UnknownVersion."""
    return parts.joined(
        fragment(view), parts.stamp(view, why=compare.why_of(view)), headlines(view)
    )
