"""The widgets of 变动原因: which figure, since when; the waterfall; the tables of a cause."""

from functools import partial

import streamlit as st

from cockpit.change import EXPLAINED
from cockpit.charts.waterfall import waterfall
from cockpit.registry.indicators import INDICATORS
from cockpit.screens.why import causes as by_cause
from cockpit.screens.why import next_week as coming
from cockpit.screens.why import page as screen
from cockpit.screens.why.data import WhyData
from cockpit.web import address, charts, downloads, linked, pieces, since_choice
from cockpit.web.page import card


def controls(found: WhyData) -> None:
    """Which figure, and since when; both are written into the address."""
    with st.container(key="why-tools", horizontal=True, vertical_alignment="center"):
        code = found.indicator.code
        st.selectbox(
            "指标",
            EXPLAINED,
            index=EXPLAINED.index(code),
            label_visibility="collapsed",
            width=220,
            format_func=lambda code: INDICATORS[code].name,
            **address.widget("why indicator", code, _write_indicator),
        )
        since_choice.choose(
            "why",
            found.since,
            found.view,
            drops=("cause",),
        )


def _write_indicator(code: str) -> None:
    address.change(indicator=code, cause="")


def comparison_line(found: WhyData) -> None:
    """The figure against the usual days; nothing of a single project."""
    if line := screen.comparison_line(found):
        linked.draw(line, key="why compared")


def causes(found: WhyData) -> None:
    """The waterfall, all rows of the cause that the link names, and each cause."""
    if not found.parts:
        return
    with card("waterfall"):
        make = partial(waterfall, by_cause.steps_of(found))
        charts.chart(found.view, by_cause.waterfall_text(found), make, key="waterfall")
    if tables := by_cause.cause_tables(found):
        with card("cause"):
            for at, table in enumerate(tables):
                pieces.draw(table.heading)
                linked.draw(table.table(), key=f"why rows {found.cause} {at}")
                downloads.offer("why", table.query)
    with card("causes"):
        linked.draw(by_cause.causes(found), key="why causes")


def next_week(found: WhyData) -> None:
    """What the next weeks need."""
    if text := coming.next_week(found):
        with card("next"):
            linked.draw(text, key="why next")
