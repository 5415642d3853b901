"""三必: who reported, came and checked, who did not, and whom to remind."""

from cockpit.screens.musts.page import headline

__all__ = ["headline"]
