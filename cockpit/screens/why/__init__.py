"""变动原因: how far a figure moved since when, by which causes, and what comes next."""

from cockpit.screens.why.page import headline

__all__ = ["headline"]
