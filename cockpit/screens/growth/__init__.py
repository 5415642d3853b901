"""增速对比: how fast investment grows against the target and against other regions."""

from cockpit.screens.growth.page import headline, render

__all__ = ["headline", "render"]
