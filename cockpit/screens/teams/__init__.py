"""分包与专班: whose projects lag, which post is empty, how far the six services are."""

from cockpit.screens.teams.page import headline

__all__ = ["headline"]
