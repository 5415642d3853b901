"""The router: the pages, who may see them, and the bar of filters above them.

Streamlit runs this script for every page. It lies here and not beside ``pages/``: there a cold
deep link shows "page not found", and a stray file runs without the router, past the guard.
"""

from pathlib import Path

import streamlit as st

from cockpit import web
from cockpit.web.addresses import OWN

PAGES = Path(__file__).resolve().parents[2] / "pages"
SECTIONS = {
    "会议": [st.Page(PAGES / "screen/cockpit.py", title="驾驶舱", default=True)],
    "分析": [
        st.Page(PAGES / "analysis/targets.py", title="目标进度", url_path="targets"),
        st.Page(PAGES / "analysis/growth.py", title="增速对比", url_path="growth"),
        st.Page(PAGES / "analysis/why.py", title="为什么变了", url_path="why"),
    ],
    "项目": [
        st.Page(PAGES / "projects/ledger.py", title="项目台账", url_path="ledger"),
        st.Page(
            PAGES / "projects/project.py", title="项目", url_path="project", visibility="hidden"
        ),
    ],
    "数据": [
        st.Page(PAGES / "data/freshness.py", title="数据新鲜度", url_path="freshness"),
        st.Page(PAGES / "data/indicators.py", title="指标口径", url_path="indicators"),
        st.Page(PAGES / "data/reconciliation.py", title="公布与对账", url_path="reconciliation"),
    ],
}

page = st.navigation(SECTIONS, position="hidden")
st.set_page_config(
    page_title=f"{page.title} · 12834 投资调度",
    page_icon=web.ICON,
    layout="wide",
    initial_sidebar_state=232,
)
web.dress()
with web.error_cards():
    web.require_sign_in()
    with web.opened(web.query(), SECTIONS, OWN[page.url_path]) as view:
        web.sidebar(SECTIONS, view)
        web.filter_bar(view, page)
        web.require_data(view)
        page.run()
