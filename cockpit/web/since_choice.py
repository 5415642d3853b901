"""The choice of what is compared with: the Monday before, 上月末 or a version, on every page alike.

In the address: ``since=`` and ``since_version=``, as ``cockpit.link.since`` reads them.
"""

from collections.abc import Mapping, Sequence

import streamlit as st

from cockpit.link import since
from cockpit.link.since import Since
from cockpit.screens.view import View
from cockpit.warehouse.lake import Version
from cockpit.web import address

USUAL = ("lastmonday", "lastmonth")


def choose(page: str, base: Since | None, view: View, *, drops: Sequence[str] = ()) -> None:
    """The widgets, filled from ``base`` (None: nothing is compared with) and written back.

    ``page`` begins their keys; ``view``: what is on screen; ``drops``: parameters that
    say nothing once the comparison is another.
    """
    as_of, shown = view.look.filters.as_of, view.mart.version
    own = None if base is None or base.code else base
    versions = {version.number: version for version in view.versions()}
    others = sorted(set(versions) - {shown})  # a version is not held against itself
    names = {code: since.name_of(code, since.DAYS[code](as_of), as_of) for code in USUAL}
    # a version of one's own is the third choice; a day of one's own is none of the three
    is_version = own is not None and own.day == as_of
    if others or is_version:
        names["version"] = "指定版本"
    chosen = None
    if base is not None:
        chosen = base.code if base.code in names else "version" if is_version else None
    st.segmented_control(
        "比较",
        list(names),
        default=chosen,
        label_visibility="collapsed",
        required=False,
        format_func=names.__getitem__,
        **address.widget(f"{page} since", chosen, _write_since, _before(others, shown), drops),
    )
    if own is not None and (others or is_version):
        offered = {*others, own.version}
        _version(page, own.version, {n: versions[n] for n in offered if n in versions}, drops)


def _before(others: Sequence[int], shown: int) -> int:
    """The version before the one on screen; of none the one after it."""
    return max((n for n in others if n < shown), default=min(others, default=shown))


def _version(page: str, number: int, offered: Mapping[int, Version], drops: Sequence[str]) -> None:
    numbers = sorted(offered, reverse=True)
    st.selectbox(
        "版本",
        numbers,
        index=numbers.index(number) if number in offered else None,
        label_visibility="collapsed",
        width=320,
        format_func=lambda n: f"第 {n} 版 · {offered[n].at:%Y-%m-%d %H:%M} {offered[n].message}",
        **address.widget(f"{page} version", number, _write_version, drops),
    )


def _write_since(chosen: str | None, version: int, drops: Sequence[str]) -> None:
    said = dict.fromkeys(("since", "since_version", *drops), "")
    if chosen == "version":
        said["since_version"] = str(version)
    elif chosen:
        said["since"] = chosen
    address.change(**said)


def _write_version(number: int, drops: Sequence[str]) -> None:
    address.change(since_version=str(number), **dict.fromkeys(drops, ""))
