"""下载: what a page's table shows, as a file of each kind."""

import streamlit as st

from cockpit.screens import markup
from cockpit.screens.files import ENDINGS
from cockpit.web import page, pieces


def offer_in_bar(name: str, query: str) -> None:
    """The button in the bar above the page, where the table is the page's only one."""
    if place := page.bar_end():
        with place:
            offer(name, query)


def offer(name: str, query: str) -> None:
    """The button, for who may take tables along; a file is written when its link is followed.

    ``name``: of the table in ``web.server.downloads``; ``query``: what the page shows.
    """
    if not page.visitor().may_download:
        return
    files = [(kind.words, f"/download/{name}.{ending}?{query}") for ending, kind in ENDINGS.items()]
    with st.popover("下载"):
        pieces.draw(markup.render("downloads", files=files, help=""))
