"""What is taken along from the cockpit page: the plain wall, its file for offline, its points."""

import streamlit as st

from cockpit.screens import points, render
from cockpit.web import copying
from cockpit.web.composed import composed
from cockpit.web.view import View


def wall_tools(view: View) -> None:
    """The row of buttons. The plain wall has its own in the bar above (打开大屏)."""
    with st.container(key="wall-tools", horizontal=True):
        copying.points(points.points(composed(view), f"/wall?{view.look.query()}"))
        st.download_button(
            "离线文件",
            data=lambda: render.wall_document(composed(view)).encode(),
            file_name=f"12834-{view.look.filters.as_of}-v{view.mart.version}.html",
            mime="text/html",
            on_click="ignore",
            help="大屏存成一个文件，没有网络也能打开",
        )
