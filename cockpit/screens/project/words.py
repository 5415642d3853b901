"""Words that the cards of a project share."""

from datetime import date
from typing import Any

from cockpit import numbers


def day(value: Any) -> date | None:
    """A frame's date, or None."""
    if value is None or numbers.is_missing(value):
        return None
    found: date = value.date() if hasattr(value, "date") else value
    return found


def short(value: Any) -> str:
    """05-31, for a table of one year."""
    found = day(value)
    return numbers.MISSING if found is None else f"{found:%m-%d}"
