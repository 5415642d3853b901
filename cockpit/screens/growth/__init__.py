"""增速对比: how fast investment grows against the target and against other regions."""

from cockpit.screens.growth.page import headline

__all__ = ["headline"]
