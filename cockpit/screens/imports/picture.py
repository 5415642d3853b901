"""A small picture of a sheet around a cell, as the clerk sees it: letters, numbers, cells."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from math import isfinite

from cockpit.errors import Fault
from cockpit.intake.files.grid import filled, letters, position_of
from cockpit.intake.understood import Understood
from cockpit.numbers import fixed, rounded
from cockpit.tables.cells import Shown, Unreadable
from cockpit.visible import visible

AROUND, ACROSS = 1, 7  # rows above and below, columns in all
LONGEST = 18  # characters of a cell
MOST = 1e15  # above, a number is no longer exact
PRIVATE = "● ● ●"
CELL = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


@dataclass(frozen=True)
class Drawn:
    """A cell: its text, whether it is a number, and whether it is the one that is meant."""

    text: str
    is_number: bool = False
    is_meant: bool = False


@dataclass(frozen=True)
class Line:
    """A row: its number, its cells, whether it is the header, and whether it is the one meant."""

    number: int
    cells: tuple[Drawn, ...]
    is_head: bool = False
    is_meant: bool = False


@dataclass(frozen=True)
class Picture:
    """Cells around one: ``heads`` are letters with whether the one that is meant is below."""

    heads: tuple[tuple[str, bool], ...]
    lines: tuple[Line, ...]


def text_of(cell: object) -> str:
    """A cell as it is read, in a line and cut; what steers or hides is written out."""
    if isinstance(cell, Shown):
        cell = cell.value
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, int | float):
        return _number(cell)
    said = "#" if isinstance(cell, Unreadable) else _day(cell) or " ".join(str(cell or "").split())
    return visible(said[:LONGEST]) + ("…" if len(said) > LONGEST else "")


def _day(cell: object) -> str:
    if isinstance(cell, datetime) and cell.time() != time():
        return f"{cell:%Y-%m-%d %H:%M}"
    return f"{cell:%Y-%m-%d}" if isinstance(cell, date) else ""


def _number(value: float) -> str:
    if not isfinite(value) or abs(value) >= MOST:
        return str(value)
    exact = rounded(value, 4)
    return fixed(exact, next(n for n in range(5) if exact == rounded(exact, n)))


def around(understood: Understood, fault: Fault) -> Picture | None:
    """The cells around a fault; None where it has no row, or the cells are not held."""
    grid, row = understood.grid, _row(fault)
    if grid is None or row is None:
        return None
    at = _column(understood, fault)
    held = dict(grid.rows)
    positions = _positions(understood, at, held.get(row, ()))
    head = understood.header_rows[1]
    numbers = [n for n in range(row - AROUND, row + AROUND + 1) if n > head]
    if row <= head:
        numbers = list(range(row, head + 1))
    elif head >= 1:
        numbers = [head, *numbers]
    private = {column.position for column in understood.columns if column.is_private}
    names = {column.position: column.header[-1] for column in understood.columns if column.header}
    lines = []
    for number in numbers:
        if number == head and number != row:
            cells = tuple(Drawn(text_of(names.get(p))) for p in positions)
        elif number in held or number == row:
            cells = tuple(
                _drawn(
                    held.get(number, ()),
                    p,
                    hides=p in private and number > head,
                    is_meant=number == row and p == at,
                )
                for p in positions
            )
        else:
            continue
        lines.append(Line(number, cells, is_head=number <= head, is_meant=number == row))
    return Picture(tuple((letters(p), p == at) for p in positions), tuple(lines))


def _row(fault: Fault) -> int | None:
    found = CELL.fullmatch(fault.cell)
    return int(found[2]) if found else fault.row


def _column(understood: Understood, fault: Fault) -> int | None:
    """The position of a fault's column, by its letters, else by its header's words."""
    if found := CELL.fullmatch(fault.cell):
        return position_of(found[1])
    named = (c.position for c in understood.columns if fault.column in {c.label, *c.header})
    return next(named, None) if fault.column else None


def _positions(understood: Understood, at: int | None, row: Sequence[object]) -> list[int]:
    """The columns of a picture: the one that says whose row it is, and those around the cell."""
    known = [column.position for column in understood.columns] or list(range(len(row)))
    if at is not None and at not in known:
        known = sorted({*known, at})
    if len(known) <= ACROSS:
        return known
    middle = known.index(at) if at is not None else 0
    first = min(max(0, middle - ACROSS // 2), len(known) - ACROSS)
    shown = known[first : first + ACROSS]
    naming = next((c.position for c in understood.columns if "名称" in c.label), None)
    if naming is not None and naming not in shown:
        edge = -1 if shown[0] == at else 0
        shown[edge] = naming
    return sorted(shown)


def _drawn(row: Sequence[object], position: int, *, hides: bool, is_meant: bool) -> Drawn:
    cell = row[position] if position < len(row) else None
    if hides and filled(cell):
        return Drawn(PRIVATE, is_meant=is_meant)
    plain = cell.value if isinstance(cell, Shown) else cell
    is_number = isinstance(plain, int | float) and not isinstance(plain, bool)
    return Drawn(text_of(cell), is_number, is_meant)
