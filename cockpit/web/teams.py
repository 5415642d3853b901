"""The widgets of 分包与专班: what is counted, where its parts stand, and the links of sites."""

import logging
from collections.abc import Sequence
from urllib.parse import urlsplit

import streamlit as st

from cockpit import journal, report_keys, settings
from cockpit.errors import CockpitError
from cockpit.screens.teams import judged, leader, links, page
from cockpit.screens.teams.data import PATH, TeamsData
from cockpit.screens.teams.links import SiteLink
from cockpit.web import address, answering, cards, downloads, linked, pieces, writing
from cockpit.web.page import card, visitor
from cockpit.web.server import base

log = logging.getLogger(__name__)
PRESSED, OPEN = "site link pressed", "site link open"  # in the session: (what, project)


def leaders(found: TeamsData) -> None:
    """The leaders; a click on one shows his projects below."""
    with card("leaders"):
        with st.container(key="leaders-tools", horizontal=True, vertical_alignment="center"):
            widget = address.widget("teams only", found.only, _write)
            pieces.switch("项目范围", page.switch_words(found), found.only, **widget)
            downloads.offer("teams", found.view.fixed.query())
        linked.draw_in_place(page.leaders(found), "teams leaders", PATH)


def opened(found: TeamsData) -> None:
    """The projects of the leader that is opened, and how those who answer for them are judged."""
    with card("leader"):
        linked.draw_in_place(leader.html(found), "teams leader", PATH)
    if text := judged.html(found):
        with card("judged"):
            linked.draw(text, key="teams judged")


def parts(found: TeamsData) -> None:
    """The six services, presence, problems on site, branches: two and two."""
    for pair in (
        (("steps", page.steps), ("thirds", page.thirds)),
        (("sited", page.on_site), ("five", page.five)),
    ):
        for place, (name, part) in zip(st.columns(2, gap="small"), pair, strict=True):
            with place, card(name):
                linked.draw(part(found), key=f"teams {name}")


def site_links(found: TeamsData) -> None:
    """The links by which the opened leader's sites report; to who may write, and nobody else."""
    pressed = st.session_state.pop(PRESSED, None)
    if not _may_see_links():
        return
    keys = report_keys.ring(settings.load().lake)
    with card("links"):
        try:
            their = links.site_links(found, keys)
            if pressed:
                _do(their, keys, *pressed)
                their = links.site_links(found, keys)
        except CockpitError as error:
            cards.notice(error, ())
            return
        asked = st.session_state.get(OPEN)
        text = links.html(found, their, asked, _address())
        answering.draw(text, "site links", _hear, at=f"{found.opened} {found.only}")


def _may_see_links() -> bool:
    """A link is a password: nothing of it stands on a page's still or in a shared view."""
    return writing.is_known() and visitor().shared_until is None and writing.closed() is None


def _hear(what: str, of: str, _value: str) -> None:
    st.session_state[PRESSED] = (what, of)


def _do(their: Sequence[SiteLink], keys: report_keys.ReportKeys, what: str, of: str) -> None:
    """Do what was pressed. Raises CockpitError."""
    lacking = [one.project_id for one in their if not one.key]
    having = {one.project_id for one in their if one.key}
    if what == "create-all" and lacking:
        _note("create", f"{len(lacking)} 个")
        keys.create_all(lacking)
    elif what == "create" and of in lacking:
        _note("create", of)
        keys.create(of)
        st.session_state[OPEN] = ("show", of)
    elif what == "renew-now" and of in having:
        _note("renew", of)
        keys.renew(of)
        st.session_state[OPEN] = ("show", of)
    elif what == "revoke-now" and of in having:
        _note("revoke", of)
        keys.revoke(of)
        st.session_state.pop(OPEN, None)
    elif what in {"show", *links.ASKS} and st.session_state.get(OPEN) != (what, of):
        st.session_state[OPEN] = (what, of)
    else:  # closed, pressed a second time, or of a project that is not here any more
        st.session_state.pop(OPEN, None)


def _note(what: str, of: str) -> None:
    """Who does it, for the log. Raises WritingClosed."""
    journal.event(log, "report link", who=writing.writer().name, what=what, project=of)


def _address() -> str:
    """This server as phones open it: as the settings say it, else as this page was opened."""
    said = settings.load().address
    here = urlsplit(st.context.url or "")
    return said or f"{here.scheme or 'http'}://{here.netloc}{base.below('')}"


def _write(value: str) -> None:
    address.change(only=value, opened="")
