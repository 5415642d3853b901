"""周一碰头会: which projects it speaks of and why, what was decided last and is decided now."""

from cockpit.screens.monday.page import headline

__all__ = ["headline"]
