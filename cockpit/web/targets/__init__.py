"""The parts of the page of targets."""

from cockpit.web.targets.parts import cards, closing, curves, found, room, tables

__all__ = ["cards", "closing", "curves", "found", "room", "tables"]
