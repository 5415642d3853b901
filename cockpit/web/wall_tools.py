"""What is taken along from the cockpit page: the plain wall, its file for offline, its points."""

import streamlit as st

from cockpit.screens import wall
from cockpit.screens.view import View
from cockpit.screens.wall import points
from cockpit.web import copying, markup


def wall_tools(view: View) -> None:
    """The row of buttons. The plain wall has its own in the bar above (打开大屏)."""
    query = view.look.query()
    with st.container(key="wall-tools", horizontal=True):
        copying.points(points.points(wall.compose(view), f"/wall?{query}"))
        files = [("离线文件", f"/download/wall.html?{query}")]
        help = "大屏存成一个文件，没有网络也能打开"
        st.html(markup.render("downloads", files=files, help=help), width="content")
