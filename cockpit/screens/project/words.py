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


def short(value: Any, as_of: date) -> str:
    """05-31; 2021-12-31 where that is not a day of the year of ``as_of``."""
    found = day(value)
    return numbers.iso(found) if found is None else numbers.short_day(found, as_of)
