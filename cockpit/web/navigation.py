"""The router: the pages, who may see them, and the bar of filters above them.

Streamlit runs this script for every page. It lies here and not beside ``pages/``: there a cold
deep link shows "page not found", and a stray file runs without the router, past the guard.
"""

import streamlit as st

from cockpit import web
from cockpit.screens.pages import PAGES, SECTIONS

OFFERED = {  # section → its pages, as Streamlit has them
    section: [
        st.Page(
            entry.file,
            title=entry.title,
            url_path=entry.path,
            default=not entry.path,
            visibility="visible" if entry.is_listed else "hidden",
        )
        for entry in entries
    ]
    for section, entries in SECTIONS.items()
}

page = st.navigation(OFFERED, position="hidden")
entry = PAGES[page.url_path]
st.set_page_config(
    page_title=entry.window(web.city()),
    page_icon=web.icon(),
    layout="wide",
    initial_sidebar_state=232,
)
web.page_styles(entry)
web.watch()
with web.error_cards(), web.in_turn():
    asked = web.query()
    visitor = web.require_visitor(f"/{entry.path}", asked, web.shared_key())
    with web.opened(asked, OFFERED, entry.own, visitor) as view:
        web.sidebar(OFFERED, view)
        web.filter_bar(view, page)
        web.trouble()
        web.require_data(view)
        page.run()
web.heard()
