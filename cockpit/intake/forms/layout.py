"""Where the table of a sheet stands: what is above it, its header of one to four rows, its body.

A cell of the header that is merged, or stands once above several columns, is the header of each of
them; so every column has its lines from top to bottom.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from cockpit.intake.files.grid import Grid
from cockpit.intake.forms import meanings, words
from cockpit.tables.cells import Shown, Unreadable

LOOKED = 25  # filled rows among which a header is looked for
MOST_HEADER = 6  # rows of a header
NAMES = {"name", "project_id"}  # what the header of a table about projects has
FEWEST = 2  # columns whose meaning is known
SECTION = re.compile(r"[((]?[一二三四五六七八九十]+[))]?[、.,)]|其中:|.*[((]\d+个?项?[))]$")
NESTED = re.compile("[›»>]")  # headings that a program wrote into one cell
AMOUNT = re.compile(r"(?!20\d\d\.)\d+\.\d+|\d{3,5}")
COUNTED = re.compile(r"\d{1,2}|[甲乙丙丁戊]|栏次")  # of a row that numbers the columns


class Cells:
    """The cells of a grid by row and column, merged ones by what stands in their first cell."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.rows = dict(grid.rows)
        self.width = max((len(row) for _, row in grid.rows), default=0)
        self._anchors = {
            (row, column): (top, left)
            for top, left, bottom, right in grid.merged
            for row in range(top, bottom + 1)
            if row in self.rows
            for column in range(left, min(right, self.width - 1) + 1)
        }
        self._bottoms = {(top, left): bottom for top, left, bottom, _ in grid.merged}

    def at(self, row: int, column: int) -> object:
        """What stands in a cell itself."""
        cells = self.rows.get(row, ())
        return cells[column] if column < len(cells) else None

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """The cell whose value holds here: the first of the merged ones, else itself."""
        here = (row, column)
        return self._anchors.get(here, here) if self._anchors else here

    def held(self, row: int, column: int) -> object:
        """What holds in a cell, itself or as a part of merged ones."""
        return self.at(*self.anchor(row, column))

    def is_covered(self, row: int, column: int) -> bool:
        """Whether a cell is a part of merged ones, and not their first."""
        return bool(self._anchors) and self.anchor(row, column) != (row, column)

    def bottom(self, row: int, column: int) -> int:
        """The last row of the merged cells that begin here."""
        return self._bottoms.get((row, column), row)

    def text(self, row: int, column: int) -> str:
        """What stands in a cell as a line; empty for what is covered."""
        return "" if self.is_covered(row, column) else line_of(self.at(row, column))


def line_of(cell: object) -> str:
    """A cell as a line of text: of a day its month, as headers mean it."""
    if cell is None or isinstance(cell, Unreadable):
        return ""
    if isinstance(cell, Shown):
        cell = cell.value
    if isinstance(cell, date):
        return f"{cell.year}年{cell.month}月"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return words.tidy(cell if isinstance(cell, str) else str(cell))


@dataclass(frozen=True)
class Layout:
    """A table within a sheet: ``first`` and ``last`` row of its header; ``columns`` with a header.

    ``above``: the lines over the table, from top to bottom. ``body``: numbers of the filled rows
    below the header.
    """

    cells: Cells
    first: int
    last: int

    @cached_property
    def above(self) -> list[str]:
        """The lines over the table: title, unit, date."""
        return [
            text
            for number in self.cells.rows
            if number < self.first
            for column in range(self.cells.width)
            if (text := self.cells.text(number, column))
        ]

    @cached_property
    def columns(self) -> dict[int, tuple[str, ...]]:
        """The header of each column that has one, its lines from top to bottom."""
        found = {}
        for column in range(self.cells.width):
            lines = tuple(self._lines(column))
            if lines:
                found[column] = lines
        return found

    @property
    def body(self) -> list[int]:
        """Numbers of the rows below the header."""
        return [number for number in self.cells.rows if number > self.last]

    @property
    def header_rows(self) -> list[int]:
        """Numbers of the header's filled rows."""
        return [n for n in self.cells.rows if self.first <= n <= self.last]

    def _lines(self, column: int) -> Iterator[str]:
        seen: set[tuple[int, int]] = set()
        before = ""
        for row in self.header_rows:
            anchor = self._source(row, column)
            text = line_of(self.cells.at(*anchor))
            if anchor in seen or not text or COUNTED.fullmatch(text) or text == before:
                continue
            seen.add(anchor)
            before = text
            yield from (part for part in NESTED.split(text) if part)

    def _source(self, row: int, column: int) -> tuple[int, int]:
        """The cell that is the header of this one.

        One that is empty and has something below it belongs to its left neighbour, where that has
        something below it too: a heading that was written once and not merged.
        """
        anchor = self.cells.anchor(row, column)
        if anchor != (row, column) or line_of(self.cells.at(row, column)):
            return anchor
        left = column - 1
        while left >= 0 and self._below(row, column) and self._below(row, left):
            anchor = self.cells.anchor(row, left)
            if line_of(self.cells.at(*anchor)):
                is_wider = anchor[0] == row and self.cells.bottom(*anchor) == row
                return anchor if is_wider else (row, column)
            left -= 1
        return row, column

    def _below(self, row: int, column: int) -> bool:
        return any(self.cells.text(n, column) for n in self.header_rows if n > row)


def found(grid: Grid) -> Layout | None:
    """The table of a sheet whose header names projects; None where there is none."""
    cells = Cells(grid)
    looked = [number for number, _ in grid.rows[:LOOKED]]
    for at, number in enumerate(looked):
        if not _names_projects(cells, number):
            continue
        first = _first(cells, looked, at)
        last = _last(cells, looked, at)
        layout = Layout(cells, first, last)
        if _known(layout) >= FEWEST:
            return layout
    return None


def _names_projects(cells: Cells, row: int) -> bool:
    return any(_meaning(cells.text(row, column)) in NAMES for column in range(cells.width))


def heads_a_table(cells: Cells, row: int) -> bool:
    """Whether a row is the header of a table of projects: names of columns, and only such."""
    texts = [text for column in range(cells.width) if (text := cells.text(row, column))]
    most = (len(texts) - 1) // 2  # that may be no names of columns
    if len(texts) <= FEWEST or sum(map(_is_amount, texts)) > most:
        return False  # told at once of nearly every row: what follows takes its time
    return sum(map(_is_known, texts)) >= len(texts) - most and _names_projects(cells, row)


def _is_amount(text: str) -> bool:
    """Whether a text is a number that is no month (5, 202205)."""
    return AMOUNT.fullmatch(text) is not None


def _meaning(text: str) -> str:
    return meanings.synonyms().get(meanings.plain(words.taken_apart(text).name), "")


def _known(layout: Layout) -> int:
    """How many columns have a last line, or a first, that is known."""
    return sum(any(map(_is_known, lines)) for lines in layout.columns.values())


def _is_known(line: str) -> bool:
    apart = words.taken_apart(line)
    is_month = not apart.name and apart.period is not None and apart.period.month is not None
    return is_month or meanings.plain(apart.name) in meanings.synonyms()


def _first(cells: Cells, looked: Sequence[int], at: int) -> int:
    """The first row of a header that has its names in the row at ``at``."""
    first = at
    while first and at - first < MOST_HEADER and _is_heading(cells, looked[first - 1]):
        first -= 1
    return looked[first]


def _is_heading(cells: Cells, row: int) -> bool:
    """Whether a row stands above a header as a part of it: several headings, no line of a title."""
    texts = [text for column in range(cells.width) if (text := cells.text(row, column))]
    known = meanings.synonyms()
    plain = [meanings.plain(words.taken_apart(text).name) for text in texts]
    if any(map(words.units_of_line, texts)):
        return False
    if len(texts) < FEWEST:  # a title, but for one heading merged over some of the columns
        return bool(plain) and plain[0] in known and _is_over_some(cells, row)
    return any(word in known for word in plain)


def _is_over_some(cells: Cells, row: int) -> bool:
    (column,) = (c for c in range(cells.width) if cells.text(row, c))
    width = sum(cells.anchor(row, c) == (row, column) for c in range(cells.width))
    return 1 < width < cells.width - 1


def _last(cells: Cells, looked: Sequence[int], at: int) -> int:
    """The last row of a header that has its names in the row at ``at``."""
    row = looked[at]
    named = [c for c in range(cells.width) if _meaning(cells.text(row, c)) in NAMES]
    last = max(cells.bottom(row, column) for column in named)
    for number in looked[at + 1 : at + MOST_HEADER]:
        if number <= last or _continues(cells, number, named):
            last = max(last, number)
        else:
            break
    return last


def _continues(cells: Cells, row: int, named: Sequence[int]) -> bool:
    """Whether a row goes on with a header: no project in it, and words or numbers of columns."""
    texts = {c: text for c in range(cells.width) if (text := cells.text(row, c))}
    if not texts:
        return False
    if len(texts) >= FEWEST and all(COUNTED.fullmatch(text) for text in texts.values()):
        return _counts_up(list(texts.values()))
    if any(column in texts for column in named):
        return False
    return all(map(_is_word, texts.values()))


def _counts_up(texts: list[str]) -> bool:
    numbers = [int(text) for text in texts if text.isdecimal()]
    return len(numbers) >= FEWEST and numbers == list(range(1, len(numbers) + 1))


def _is_word(text: str) -> bool:
    """Whether a text is a header's: a known name, a period, a unit; no figure, no section."""
    if SECTION.match(text):
        return False
    apart = words.taken_apart(text)
    name = meanings.plain(apart.name)
    if name in meanings.synonyms() or words.unit_named(text) or text in {"%", "(%)"}:
        return True
    if name and re.fullmatch(r"[-\d.,%]*", name):
        return False
    return bool(apart.period or apart.units or re.search("投资|完成|计划|资金|进度|时间", name))
