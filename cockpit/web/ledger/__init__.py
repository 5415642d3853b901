"""The parts of the ledger page."""

from cockpit.web.ledger.parts import (
    beside,
    chips,
    file,
    fine_print,
    ledger_data,
    picked,
    table_of,
    tools,
    totals,
)
from cockpit.web.ledger.views import draw as views

__all__ = [
    "beside",
    "chips",
    "file",
    "fine_print",
    "ledger_data",
    "picked",
    "table_of",
    "tools",
    "totals",
    "views",
]
