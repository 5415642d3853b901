"""版本: who changed what in each data version, what each says of a day, what was said anew."""

from cockpit.screens.history.data import headline

__all__ = ["headline"]
