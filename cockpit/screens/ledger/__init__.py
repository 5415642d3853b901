"""项目台账: the rows behind a figure or all projects of a look, by township, domain and class."""

from cockpit.screens.ledger.page import headline

__all__ = ["headline"]
