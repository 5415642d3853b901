"""The router: the pages, who may see them, and the bar of filters above them.

Streamlit runs this script for every page. It lies here and not beside ``pages/``: there a cold
deep link shows "page not found", and a stray file runs without the router, past the guard.
"""

from pathlib import Path

import streamlit as st

from cockpit import web
from cockpit.web.addresses import PAGES

SCRIPTS = Path(__file__).resolve().parents[2] / "pages"
PLACES = {  # section → its pages, each a script and its address
    "会议": {"screen/cockpit.py": ""},
    "分析": {
        "analysis/targets.py": "targets",
        "analysis/growth.py": "growth",
        "analysis/why.py": "why",
    },
    "项目": {"projects/ledger.py": "ledger", "projects/project.py": "project"},
    "数据": {
        "data/freshness.py": "freshness",
        "data/indicators.py": "indicators",
        "data/reconciliation.py": "reconciliation",
    },
}
SECTIONS = {
    section: [
        st.Page(
            SCRIPTS / script,
            title=PAGES[path].title,
            url_path=path,
            default=not path,
            visibility="visible" if PAGES[path].is_listed else "hidden",
        )
        for script, path in places.items()
    ]
    for section, places in PLACES.items()
}

page = st.navigation(SECTIONS, position="hidden")
about = PAGES[page.url_path]
st.set_page_config(
    page_title=about.window, page_icon=web.ICON, layout="wide", initial_sidebar_state=232
)
web.dress()
web.watch()
with web.error_cards():
    web.require_sign_in()
    with web.opened(web.query(), SECTIONS, about.own) as view:
        web.sidebar(SECTIONS, view)
        web.filter_bar(view, page)
        web.trouble()
        web.require_data(view)
        page.run()
web.heard()
