"""The choice of what is compared with: 上周一, 上月末 or a version; the same words on every page.

The address is the only state: ``since=`` and ``since_version=``, as ``cockpit.since`` reads them.
"""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from cockpit.since import NAMES, Since
from cockpit.web.server import store

CHOICES = {code: NAMES[code] for code in ("lastmonday", "lastmonth")} | {"version": "指定版本"}


def choose(
    page: str, base: Since | None, as_of: date, shown: int, *, drops: Sequence[str] = ()
) -> None:
    """The widgets, filled from ``base`` (None: nothing is compared with) and written back.

    ``page`` begins their keys; ``shown``: the data version on screen; ``drops``: parameters that
    say nothing once the comparison is another.
    """
    own = None if base is None or base.code else base
    chosen = None
    if base is not None:
        # a version of one's own is the third choice; a day of one's own is none of the three
        is_version = not base.code and base.day == as_of
        chosen = base.code if base.code in CHOICES else "version" if is_version else None
    st.session_state[f"{page} since"] = chosen
    st.segmented_control(
        "比较",
        list(CHOICES),
        key=f"{page} since",
        label_visibility="collapsed",
        required=False,
        format_func=lambda name: CHOICES[name],
        on_change=_write_since,
        args=(page, shown if base is None else base.version, drops),
    )
    if own is not None:
        _version(page, own.version, drops)


def _version(page: str, number: int, drops: Sequence[str]) -> None:
    by_number = {version.number: version for version in store.store().lake.versions()}
    st.session_state[f"{page} version"] = number
    st.selectbox(
        "版本",
        sorted(by_number, reverse=True),
        key=f"{page} version",
        label_visibility="collapsed",
        width=320,
        format_func=lambda n: (
            f"第 {n} 版 · {by_number[n].at:%Y-%m-%d %H:%M} {by_number[n].message}"
        ),
        on_change=_write_version,
        args=(page, drops),
    )


def _write_since(page: str, version: int, drops: Sequence[str]) -> None:
    chosen = st.session_state[f"{page} since"]
    for name in ("since", "since_version", *drops):
        st.query_params.pop(name, None)
    if chosen == "version":
        st.query_params["since_version"] = str(version)
    elif chosen:
        st.query_params["since"] = chosen


def _write_version(page: str, drops: Sequence[str]) -> None:
    st.query_params["since_version"] = str(st.session_state[f"{page} version"])
    for name in drops:
        st.query_params.pop(name, None)
