"""The words that pages and the router use; the rooms behind them are modules of their own."""

from cockpit.screens.compare import why_of
from cockpit.warehouse.kept import in_turn
from cockpit.web.address import heard, query, shared_key
from cockpit.web.cards import error_cards, headline, page_styles, stamp, trouble
from cockpit.web.filter_bar import filter_bar
from cockpit.web.following import follow
from cockpit.web.linked import draw
from cockpit.web.page import card, icon, opened, view
from cockpit.web.reconnecting import watch
from cockpit.web.server.access import require_visitor
from cockpit.web.server.store import city
from cockpit.web.sidebar import sidebar
from cockpit.web.view import require_data

__all__ = [
    "card",
    "city",
    "draw",
    "error_cards",
    "filter_bar",
    "follow",
    "headline",
    "heard",
    "icon",
    "in_turn",
    "opened",
    "page_styles",
    "query",
    "require_data",
    "require_visitor",
    "shared_key",
    "sidebar",
    "stamp",
    "trouble",
    "view",
    "watch",
    "why_of",
]
