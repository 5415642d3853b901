"""The figures of a cell: money in 万元 as exactly as it is written, percentages as shares."""

import re
from decimal import ROUND_HALF_UP, Decimal

from cockpit.intake.forms import words
from cockpit.intake.forms.rows import is_nothing
from cockpit.tables import formats
from cockpit.tables.cells import Converted, Shown, Unreadable

PLACES = Decimal("0.0001")  # of 万元: one yuan
NUMBER = re.compile(r"[-+]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
DIGITS = 15  # that Excel keeps of a number


def number(cell: object) -> Decimal | None:
    """The number of a cell in the column's own unit; None where it is none, or empty."""
    if isinstance(cell, Shown):
        cell = cell.value
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | Decimal):
        return Decimal(cell)
    if isinstance(cell, float):
        return Decimal(f"{cell:.{DIGITS}g}") if abs(cell) < 1e15 else None
    if isinstance(cell, str):
        text = words.tidy(cell)
        return Decimal(text.replace(",", "")) if NUMBER.fullmatch(text) else None
    return None


def money(cell: object, unit: str) -> object:
    """An amount of a column of this unit: in 万元, to the yuan; None for nothing.

    What is no number stays as it stands, for the table's contract to refuse. A cell whose format
    names another unit (0.00"亿元") has that one.
    """
    if is_nothing(cell) or isinstance(cell, Unreadable):
        return cell if isinstance(cell, Unreadable) else None
    own = unit
    if isinstance(cell, Shown):
        form = formats.read(cell.format)
        if form.is_percent or form.unclear:
            return cell
        named = words.unit_named(re.sub(r"[\s¥+(),-]|人民币", "", form.literal))
        if form.unit and not named:
            return cell
        own = named or unit
    value = number(cell)
    if value is None:
        return cell
    said = f"{value:f}"
    return Converted((value * words.UNITS[own]).quantize(PLACES, ROUND_HALF_UP), said)


def share(cell: object, *, is_percent: bool) -> Decimal | None:
    """A percentage as a share: 49.1 %, 49.1 or 0.491; ``is_percent``: the column has 49.1.

    None where it is none, or where that cannot be told.
    """
    if isinstance(cell, Shown) and formats.read(cell.format).is_percent:
        return number(cell.value)
    if isinstance(cell, str):
        text = words.tidy(cell)
        if text.endswith("%"):
            value = number(text[:-1])
            return None if value is None else value / 100
    value = number(cell)
    if value is None:
        return None
    return value / 100 if is_percent else value
