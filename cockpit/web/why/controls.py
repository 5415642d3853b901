"""The controls of 为什么变了: which figure, since when; and the small line of comparisons."""

import streamlit as st

from cockpit.change import EXPLAINED
from cockpit.indicators import INDICATORS
from cockpit.web import compare, linked, store
from cockpit.web.why.asked import Asked

CHOICES = {"lastmonday": "上周一", "lastmonth": "上月末", "version": "指定版本"}


def controls(found: Asked) -> None:
    """Which figure, and since when; both are written into the address."""
    with st.container(key="why-tools", horizontal=True, vertical_alignment="center"):
        st.session_state["why indicator"] = found.indicator.code
        st.selectbox(
            "指标",
            EXPLAINED,
            key="why indicator",
            label_visibility="collapsed",
            width=220,
            format_func=lambda code: INDICATORS[code].name,
            on_change=_write_indicator,
        )
        code = found.since.code
        st.session_state["why since"] = code if code in CHOICES else _own_choice(found)
        st.segmented_control(
            "比较",
            list(CHOICES),
            key="why since",
            label_visibility="collapsed",
            required=False,
            format_func=lambda name: CHOICES[name],
            on_change=_write_since,
            args=(found.since.version,),
        )
        if not found.since.code:
            _version_choice(found)


def _own_choice(found: Asked) -> str | None:
    """A version of one's own is the third choice; a day of one's own is none of the three."""
    return "version" if found.since.day == found.view.look.filters.as_of else None


def _version_choice(found: Asked) -> None:
    versions = store.store().lake.versions()
    by_number = {version.number: version for version in versions}
    st.session_state["why version"] = found.since.version
    st.selectbox(
        "版本",
        sorted(by_number, reverse=True),
        key="why version",
        label_visibility="collapsed",
        width=320,
        format_func=lambda number: (
            f"第 {number} 版 · {by_number[number].at:%Y-%m-%d %H:%M} {by_number[number].message}"
        ),
        on_change=_write_version,
    )


def _write_indicator() -> None:
    st.query_params["indicator"] = st.session_state["why indicator"]
    st.query_params.pop("cause", None)


def _write_since(version: int) -> None:
    chosen = st.session_state["why since"]
    for name in ("since", "since_version", "cause"):
        st.query_params.pop(name, None)
    if chosen == "version":
        st.query_params["since_version"] = str(version)
    elif chosen:
        st.query_params["since"] = chosen


def _write_version() -> None:
    st.query_params["since_version"] = str(st.session_state["why version"])
    st.query_params.pop("cause", None)


def strip(found: Asked) -> None:
    """The figure against the usual days, a small line."""
    if found.project:
        return
    also = None if found.since.code else found.since
    compared = compare.compared(found.view, found.indicator.code, also=also)
    linked.draw(compare.comparison_line(compared, found.indicator.code), key="why compared")
