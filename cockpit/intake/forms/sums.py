"""小计 and 合计 held against their rows: above, between or below them.

Offices put a sum before or after what it sums up; which rows it is of follows from where it stands
and from which of them it fits. One that fits nowhere is told with the rows that come closest.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cockpit.intake.forms import figures
from cockpit.intake.forms.rows import TOTAL, Body, is_nothing
from cockpit.intake.understood import Column, RowKind
from cockpit.tables.cells import Unreadable

SAME = Decimal("0.000001")  # by which two reckonings of one sum may differ


@dataclass(frozen=True)
class Mismatch:
    """A sum that is not that of its rows: its row and column, what it says, what they make.

    ``first``, ``last`` and ``rows``: of those that it was held against.
    """

    row: int
    column: Column
    said: Decimal
    made: Decimal
    first: int
    last: int
    rows: int


@dataclass(frozen=True)
class Miscount:
    """A section or sum that counts its projects otherwise than there are."""

    row: int
    said: int
    made: int


def mismatches(
    body: Body, columns: Sequence[Column], values: Mapping[int, Mapping[int, object]]
) -> Iterator[Mismatch]:
    """The sums that fit no rows; ``values``: row → column → its cell."""
    for row in body.of(RowKind.SUM, RowKind.SECTION):
        stated = {
            column: said
            for column in columns
            if (said := figures.number(values.get(row, {}).get(column.position))) is not None
        }
        is_empty = row in body.sections and not below(body, row) and not any(stated.values())
        if not stated or is_empty:  # 二、交通（0个）
            continue
        tried = []
        for rows in _groups(body, row):
            wrong = [
                Mismatch(row, column, said, made, rows[0], rows[-1], len(rows))
                for column, said in stated.items()
                if (made := _made(values, rows, column)) is not None
                and abs(made - said) > _most(said, values, rows, column)
            ]
            tried.append(wrong)
        if tried and all(tried):
            yield from min(tried, key=len)


def miscounts(body: Body) -> Iterator[Miscount]:
    """The sections whose words count other projects than stand below them."""
    for row, section in body.sections.items():
        if section.count is None:
            continue
        own = below(body, row)
        if own and len(own) != section.count:
            yield Miscount(row, section.count, len(own))


def _groups(body: Body, row: int) -> Iterator[list[int]]:
    """The rows that a sum may be of, the likeliest first; none of them empty."""
    taken = body.of(RowKind.TAKEN)
    marks = body.of(RowKind.SUM, RowKind.SECTION)
    candidates: list[list[int]] = []
    if row in body.sections:
        candidates = [below(body, row)]
    elif TOTAL.fullmatch(body.labels.get(row, "")):
        candidates = [taken]
    before = max((m for m in marks if m < row), default=0)
    after = min((m for m in marks if m > row), default=max(taken, default=0) + 1)
    opened = [m for m in body.sections if m < row]
    above = [n for n in taken if before < n < row]
    candidates += [above, [n for n in taken if row < n < after]]
    candidates += [[n for n in taken if m < n < row] for m in reversed(opened)]
    candidates += [_until_same(body, row, taken), taken]
    seen: list[list[int]] = []
    for rows in candidates:
        if rows and rows not in seen:
            seen.append(rows)
            yield rows


def _until_same(body: Body, row: int, taken: Sequence[int]) -> list[int]:
    """The rows below a sum up to the next sum that is called the same."""
    label = body.labels.get(row, "")
    same = [m for m in body.of(RowKind.SUM) if m > row and body.labels.get(m) == label]
    return [n for n in taken if row < n < min(same, default=max(taken, default=0) + 1)]


def below(body: Body, row: int) -> list[int]:
    """The rows of a section's projects: up to the next section of its level or a higher one."""
    level = body.sections[row].level
    ends = [m for m, other in body.sections.items() if m > row and other.level <= level]
    taken = body.of(RowKind.TAKEN)
    return [n for n in taken if row < n < min(ends, default=max(taken, default=0) + 1)]


def _made(
    values: Mapping[int, Mapping[int, object]], rows: Sequence[int], column: Column
) -> Decimal | None:
    """What rows make; None where one of them cannot be read, which is said by itself."""
    made = Decimal(0)
    for row in rows:
        cell = values.get(row, {}).get(column.position)
        value = figures.number(cell)
        if value is None and (isinstance(cell, Unreadable) or not is_nothing(cell)):
            return None
        made += value or 0
    return made


def _most(
    said: Decimal,
    values: Mapping[int, Mapping[int, object]],
    rows: Sequence[int],
    column: Column,
) -> Decimal:
    """By how much a sum may differ: half of its last place, where its rows have more of them."""
    places = max(
        (_places(figures.number(values.get(r, {}).get(column.position))) for r in rows), default=0
    )
    own = _places(said)
    return Decimal("0.5").scaleb(-own) if own < places else SAME


def _places(value: Decimal | None) -> int:
    if value is None:
        return 0
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
