"""The sidebar: the pages by section, each link with the look; the data version, and who is in."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs

import streamlit as st

from cockpit import settings
from cockpit.screens import markup
from cockpit.screens.view import View
from cockpit.web import page, pieces, search
from cockpit.web.server.access import can_sign_in


def sidebar(sections: Mapping[str, Sequence[Any]], view: View) -> None:
    """Draw it. Not ``st.navigation``'s own, whose links would drop the look."""
    look = parse_qs(view.look.query())
    with st.sidebar:
        pieces.draw(markup.render("brand", plan=view.city.plan_name))
        if page.visitor().shared_until is None:  # else it opens this one view
            search.box(view)
            for section, pages in sections.items():
                pieces.draw(markup.render("section", words=section))
                for offered in pages:
                    if offered.visibility == "hidden":
                        continue  # reached by a link or the search, never from here
                    st.page_link(offered, label=offered.title, query_params=look, width="stretch")
        if view.version is not None:
            at = f"{view.version.at:%Y-%m-%d %H:%M}"
            pieces.draw(markup.render("version", version=view.version, at=at))
        _account()


def _account() -> None:
    """Who is signed in and the way out; the way in where one may want it: to read, or to write."""
    now, visitor = settings.load(), page.visitor()
    if visitor.person:
        pieces.draw(markup.render("person", person=visitor.person))
        st.button("退出登录", type="tertiary", on_click=st.logout)
    elif (now.signed_in_only or (now.writing and now.stewards)) and can_sign_in():
        st.button("登录", type="tertiary", on_click=st.login)
