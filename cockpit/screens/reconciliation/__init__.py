"""公布与对账: every published fact beside the computed one, and what their difference proves."""

from cockpit.screens.reconciliation.page import headline

__all__ = ["headline"]
