"""The widgets of 分包与专班: what is counted, and where its parts stand."""

import streamlit as st

from cockpit.screens.teams import leader, page
from cockpit.screens.teams.data import PATH, TeamsData
from cockpit.web import address, downloads, linked, pieces
from cockpit.web.page import card


def leaders(found: TeamsData) -> None:
    """The leaders; a click on one shows his projects below."""
    with card("leaders"):
        with st.container(key="leaders-tools", horizontal=True, vertical_alignment="center"):
            widget = address.widget("teams only", found.only, _write)
            pieces.switch("项目范围", page.switch_words(found), found.only, **widget)
            downloads.offer("teams", found.view.fixed.query())
        linked.draw_in_place(page.leaders(found), "teams leaders", PATH)


def opened(found: TeamsData) -> None:
    """The projects of the leader that is opened."""
    with card("leader"):
        linked.draw_in_place(leader.html(found), "teams leader", PATH)


def parts(found: TeamsData) -> None:
    """The six services, presence, problems on site, branches: two and two."""
    for pair in (
        (("steps", page.steps), ("thirds", page.thirds)),
        (("sited", page.on_site), ("five", page.five)),
    ):
        for place, (name, part) in zip(st.columns(2, gap="small"), pair, strict=True):
            with place, card(name):
                linked.draw(part(found), key=f"teams {name}")


def _write(value: str) -> None:
    address.change(only=value, opened="")
