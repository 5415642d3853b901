"""The parts of 驾驶舱: the wall on a page, the comparisons below it, and what is taken along."""

import streamlit as st

from cockpit.screens import markup, wall
from cockpit.screens.view import View
from cockpit.screens.wall import headlines as against
from cockpit.screens.wall import page, points
from cockpit.web import copying, linked, pieces
from cockpit.web import page as web_page
from cockpit.web.server import base


def draw_wall(view: View) -> None:
    """The wall of a view: the fragment that the document shows.

    A link may ask for a theme; else the wall takes the page's, without a second drawing.
    """
    theme = view.look.theme or st.context.theme.type or ""
    linked.draw_wall(page.fragment(view), theme)


def headlines(view: View) -> None:
    """The headline figures against earlier days. Raises BadLink, UnknownVersion."""
    if text := against.headlines(view):
        linked.draw(text, key="headlines")


def tools(view: View) -> None:
    """The plain wall's file for offline, and its points. The bar above leads to the plain wall."""
    query, visitor = view.look.query(), web_page.visitor()
    with st.container(key="wall-tools", horizontal=True):
        copying.points(points.points(wall.compose(view), base.below(f"/wall?{query}")))
        copying.share(f"/wall?{query}", "复制大屏的分享链接", key="copy_shared_wall")
        if visitor.may_download:
            files = [("离线文件", f"/download/wall.html?{query}")]
            help = "大屏存成一个文件，没有网络也能打开"
            pieces.draw(markup.render("downloads", files=files, help=help), width="content")
