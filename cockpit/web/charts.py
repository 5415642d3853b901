"""A Plotly chart on a page: its finding above it, a text for screen readers, its 口径 below."""

from typing import Any, NamedTuple

import streamlit as st

from cockpit.charts.tokens import Theme
from cockpit.web import markup

CONFIG = {"displayModeBar": False, "scrollZoom": False, "showTips": False}


class Chart(NamedTuple):
    """What ``chart`` draws, as a page keeps it for the next run; fields as its parameters."""

    title: str
    sub: str
    figure: Any
    alt: str
    fine: str = ""


def theme() -> Theme:
    """The reader's theme, for the figure that ``chart`` is given."""
    return "dark" if st.context.theme.type == "dark" else "light"


def chart(title: str, sub: str, figure: Any, alt: str, fine: str = "", *, key: str) -> None:
    """A chart with its text, drawn in ``theme()``.

    ``title``: the finding; ``sub``: measure · unit · date; ``figure``: a go.Figure of
    cockpit.charts; ``alt``: what the chart shows, in words, for screen readers; ``fine``: the
    口径, below it. ``key`` tells a page's charts apart.
    """
    st.html(markup.render("chart_head", title=title, sub=sub, alt=alt))
    # its height, for the room it takes on a wide screen, where it is enlarged (scale.css)
    place = key.replace(" ", "-")
    st.html(f"<style>.st-key-{place} {{ --high: {figure.layout.height}px }}</style>")
    st.plotly_chart(figure, theme=None, config=CONFIG, key=key)
    if fine:
        st.html(markup.render("fine", words=fine))
