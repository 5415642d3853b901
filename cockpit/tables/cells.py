"""What a cell may be beside text, a number, a truth value or a day: kinds of our own."""

from decimal import Decimal
from typing import NamedTuple


class Unreadable(NamedTuple):
    """A cell that holds something, but no value that can be taken: an error, a lost result."""

    rule: str
    way_out: str


class Shown(NamedTuple):
    """A number of a workbook that its number format shows in another way (8.35%, 0012)."""

    value: int | float
    format: str


class Converted(NamedTuple):
    """An amount that was brought into the table's unit, and how it stood in its cell."""

    value: Decimal
    said: str
