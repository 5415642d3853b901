"""核稿: which figures of a text cannot stand, beside one another and beside the ledger."""

from cockpit.screens.bulletin.page import headline

__all__ = ["headline"]
