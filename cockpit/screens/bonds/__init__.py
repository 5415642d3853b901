"""专项债: where the money lies, whose it is, and what must be paid by when."""

from cockpit.screens.bonds.page import headline

__all__ = ["headline"]
