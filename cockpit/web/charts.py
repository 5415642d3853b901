"""A Plotly chart on a page: its finding above it, a text for screen readers, its 口径 below."""

from typing import Any

import streamlit as st

from cockpit.charts.tokens import Theme
from cockpit.screens import page
from cockpit.screens.page import ChartText
from cockpit.web import pieces

CONFIG = {"displayModeBar": False, "scrollZoom": False, "showTips": False}


def theme() -> Theme:
    """The reader's theme, for the figure that ``chart`` is given."""
    return "dark" if st.context.theme.type == "dark" else "light"


def chart(text: ChartText, figure: Any, *, key: str) -> None:
    """A chart with its words. ``figure``: a go.Figure of cockpit.charts, drawn in ``theme()``;
    ``key`` tells a page's charts apart.
    """
    pieces.draw(page.chart_head(text))
    # its height, for the room it takes on a wide screen, where it is enlarged (scale.css)
    place = key.replace(" ", "-")
    pieces.draw(f"<style>.st-key-{place} {{ --high: {text.height}px }}</style>")
    st.plotly_chart(figure, theme=None, config=CONFIG, key=key)
    if text.fine:
        pieces.draw(page.fine(text.fine))
