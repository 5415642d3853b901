"""The controls of 变动原因: which figure, since when; and the small line of comparisons."""

import streamlit as st

from cockpit.change import EXPLAINED
from cockpit.registry.indicators import INDICATORS
from cockpit.web import address, compare, linked, since_choice
from cockpit.web.why.asked import Asked


def controls(found: Asked) -> None:
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


def strip(found: Asked) -> None:
    """The figure against the usual days, a small line."""
    if found.project:
        return
    also = None if found.since.code else found.since
    compared = compare.compared(found.view, found.indicator.code, also=also)
    linked.draw(compare.comparison_line(compared, found.indicator.code), key="why compared")
