"""The wall as the page 驾驶舱 shows it."""

from dataclasses import replace

from markupsafe import Markup

from cockpit.screens import render as documents
from cockpit.screens import wall
from cockpit.screens.page import Headline
from cockpit.screens.view import View


def fragment(view: View) -> Markup:
    """The wall; on a page the bar above leads to the latest."""

    def make() -> Markup:
        return Markup(documents.wall_fragment(replace(wall.compose(view), latest_href="")))

    return view.cached("wall fragment", make)


def headline(view: View) -> Headline:
    """What the wall finds, and its digits."""
    said = wall.compose(view)
    return Headline(wall.text_of(said.headline), said.description, view.stamp().cut_on)
