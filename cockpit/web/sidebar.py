"""The sidebar: the pages by section, each link with the look, and the data version below."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs

import streamlit as st

from cockpit.screens import markup
from cockpit.screens.view import View
from cockpit.web import pieces, search


def sidebar(sections: Mapping[str, Sequence[Any]], view: View) -> None:
    """Draw it. Not ``st.navigation``'s own, whose links would drop the look."""
    look = parse_qs(view.look.query())
    with st.sidebar:
        pieces.draw(markup.render("brand", plan=view.city.plan_name))
        search.box(view)
        for section, pages in sections.items():
            pieces.draw(markup.render("section", words=section))
            for page in pages:
                if page.visibility == "hidden":
                    continue  # reached by a link or the search, never from here
                st.page_link(page, label=page.title, query_params=look, width="stretch")
        if view.version is not None:
            at = f"{view.version.at:%Y-%m-%d %H:%M}"
            pieces.draw(markup.render("version", version=view.version, at=at))
