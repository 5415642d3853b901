"""跑项争资: what was won, where it is stuck, and which starts no statistics library has."""

from cockpit.screens.pipeline.page import headline

__all__ = ["headline"]
