"""The words that pages and the router use; the rooms behind them are modules of their own."""

from cockpit.web.address import heard, query
from cockpit.web.cards import (
    error_cards,
    headline,
    notice,
    page_styles,
    stamp,
    stop_if_empty,
    trouble,
)
from cockpit.web.charts import chart, theme
from cockpit.web.compare import compared, comparison_line, why_of
from cockpit.web.filter_bar import filter_bar
from cockpit.web.following import follow
from cockpit.web.headlines import headlines
from cockpit.web.linked import draw_wall
from cockpit.web.page import ICON, card, opened, view
from cockpit.web.reconnecting import watch
from cockpit.web.server.access import require_sign_in
from cockpit.web.sidebar import sidebar
from cockpit.web.view import require_data
from cockpit.web.wall_tools import wall_tools

__all__ = [
    "ICON",
    "card",
    "chart",
    "compared",
    "comparison_line",
    "draw_wall",
    "error_cards",
    "filter_bar",
    "follow",
    "headline",
    "headlines",
    "heard",
    "notice",
    "opened",
    "page_styles",
    "query",
    "require_data",
    "require_sign_in",
    "sidebar",
    "stamp",
    "stop_if_empty",
    "theme",
    "trouble",
    "view",
    "wall_tools",
    "watch",
    "why_of",
]
