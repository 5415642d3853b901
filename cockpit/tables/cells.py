"""What a cell may be beside text, a number, a truth value or a day: two kinds of our own."""

from typing import NamedTuple


class Unreadable(NamedTuple):
    """A cell that holds something, but no value that can be taken: an error, a lost result."""

    rule: str
    way_out: str


class Shown(NamedTuple):
    """A number of a workbook that its number format shows in another way (8.35%, 0012)."""

    value: int | float
    format: str
