"""A chart on a page: its finding above it, a text for screen readers, its 口径 below.

It is there at once as a picture; Plotly, which holds a browser for a second, is fetched when one
points at it, and then takes the picture's place, or saves it as a PNG for who may take data along.
"""

import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from cockpit.charts.svg.picture import picture
from cockpit.screens import page
from cockpit.screens.page import ChartText
from cockpit.screens.view import View
from cockpit.web import page as run
from cockpit.web import pieces
from cockpit.web.server import base, frontend

_JS = (Path(__file__).parent / "charts.js").read_text("utf-8")
# a string without a line break would be taken for a path
_component = st.components.v2.component(
    "chart", html="<div class='linked'></div>\n", js=_JS, isolate_styles=False
)


def chart(
    view: View, text: ChartText, make: Callable[[], Any], *, key: str, is_chosen: bool = True
) -> None:
    """A chart with its words.

    ``make``: its figure, of cockpit.charts, drawn once for all who look at the same ``view``;
    ``key`` tells a page's apart; ``is_chosen``: whether the choice of projects changes it.
    """
    pieces.draw(page.chart_head(text))
    drawn = view.mart.cached(("chart", key, view.key), lambda: _drawn(make()))
    words = None
    if run.visitor().may_download:
        words = page.saved_words(text, run.view(), is_chosen=is_chosen)
    _component(data={**drawn, "words": words}, key=key)
    if text.fine:
        pieces.draw(page.fine(text.fine))


def _drawn(figure: Any) -> Mapping[str, str]:
    """What the browser draws a figure from: its picture, Plotly's form, and a mark of both."""
    html, form = picture(figure), figure.to_json()
    plotly = base.below(f"{frontend.folder()}/{frontend.PLOTLY}")
    mark = f"{zlib.crc32((html + form).encode()):x}"
    return {"html": html, "figure": form, "plotly": plotly, "mark": mark}
