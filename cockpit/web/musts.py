"""The widgets of 三必执行: which list is open, and how the heat map is grouped."""

from collections.abc import Mapping

import streamlit as st

from cockpit.screens.musts import calls, heat, page, rounds
from cockpit.screens.musts.data import CHASES, GROUPS, PATH, SHOWS, MustsData
from cockpit.web import address, copying, downloads, linked, pieces
from cockpit.web.page import card


def cards(found: MustsData) -> None:
    """The four cards."""
    linked.draw_in_place(page.cards(found), "musts cards", PATH)


def chase(found: MustsData) -> None:
    """Whom to remind: the lists, the one that is open, and its message to copy."""
    with card("chase"):
        with st.container(key="chase-tools", horizontal=True, vertical_alignment="center"):
            names = calls.labels(found)
            _switch("chase", "名单", {code: names[code] for code in CHASES}, found.chase)
            if text := calls.message(found):
                copying.points(text, "复制催报名单")
        linked.draw_in_place(calls.html(found), "musts calls", PATH)


def heat_map(found: MustsData) -> None:
    """Groups by day; a group opens to its projects."""
    with card("heat"):
        with st.container(key="heat-tools", horizontal=True, vertical_alignment="center"):
            _switch("by", "分组", GROUPS, found.by, drops="opened")
            _switch("show", "只看", SHOWS, found.show)
            downloads.offer("musts", found.view.fixed.query())
        linked.draw_in_place(heat.html(found), "musts heat", PATH)


def weeks_and_leaders(found: MustsData) -> None:
    """The weeks by group, and beside them whom each leader has not seen."""
    left, right = st.columns(2, gap="small")
    with left, card("weeks"):
        linked.draw_in_place(rounds.weeks(found), "musts weeks", PATH)
    with right, card("coverage"):
        linked.draw(rounds.coverage(found), key="musts coverage")


def _switch(
    name: str, label: str, offered: Mapping[str, str], chosen: str, drops: str = ""
) -> None:
    """A choice of one, written into the address; ``drops``: what says nothing any more then."""
    widget = address.widget(f"musts {name}", chosen, _write, name, drops)
    pieces.switch(label, offered, chosen, **widget)


def _write(value: str, name: str, drops: str) -> None:
    more = {drops: ""} if drops else {}
    if name == "chase":
        more["week"] = ""
    address.change(**{name: value, **more})
