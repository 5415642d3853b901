"""问题: what is open, for how long and with whom, what the last seven days moved, one's history."""

from cockpit.screens.problems.page import headline

__all__ = ["headline"]
