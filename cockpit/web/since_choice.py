"""The choice of what is compared with: the Monday before, 上月末 or a version, on every page alike.

The address is the only state: ``since=`` and ``since_version=``, as ``cockpit.since`` reads them.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from cockpit import since
from cockpit.since import Since
from cockpit.warehouse.lake import Version
from cockpit.web.server import store

USUAL = ("lastmonday", "lastmonth")


def choose(
    page: str, base: Since | None, as_of: date, shown: int, *, drops: Sequence[str] = ()
) -> None:
    """The widgets, filled from ``base`` (None: nothing is compared with) and written back.

    ``page`` begins their keys; ``shown``: the data version on screen; ``drops``: parameters that
    say nothing once the comparison is another.
    """
    own = None if base is None or base.code else base
    versions = {version.number: version for version in store.store().lake.versions()}
    others = sorted(set(versions) - {shown})  # a version is not held against itself
    names = {code: since.name_of(code, since.DAYS[code](as_of)) for code in USUAL}
    if others or own is not None:
        names["version"] = "指定版本"
    chosen = None
    if base is not None:
        # a version of one's own is the third choice; a day of one's own is none of the three
        is_version = not base.code and base.day == as_of
        chosen = base.code if base.code in names else "version" if is_version else None
    st.session_state[f"{page} since"] = chosen
    st.segmented_control(
        "比较",
        list(names),
        key=f"{page} since",
        label_visibility="collapsed",
        required=False,
        format_func=names.__getitem__,
        on_change=_write_since,
        args=(page, _before(others, shown), drops),
    )
    if own is not None:
        offered = {*others, own.version}
        _version(page, own.version, {n: versions[n] for n in offered if n in versions}, drops)


def _before(others: Sequence[int], shown: int) -> int:
    """The version before the one on screen; of none the one after it."""
    return max((n for n in others if n < shown), default=min(others, default=shown))


def _version(page: str, number: int, offered: Mapping[int, Version], drops: Sequence[str]) -> None:
    st.session_state[f"{page} version"] = number
    st.selectbox(
        "版本",
        sorted(offered, reverse=True),
        key=f"{page} version",
        label_visibility="collapsed",
        width=320,
        format_func=lambda n: f"第 {n} 版 · {offered[n].at:%Y-%m-%d %H:%M} {offered[n].message}",
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
