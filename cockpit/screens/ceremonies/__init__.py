"""集中开工与观摩: what became of what was announced; who won the tour and who kept their word."""

from cockpit.screens.ceremonies.page import headline

__all__ = ["headline"]
