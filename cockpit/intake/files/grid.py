"""A grid: what a sheet holds, cell by cell, before anybody knows which table it is."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from cockpit.tables.cells import Unreadable

MOST_ROWS = 1_048_576  # of an Excel sheet
MOST_COLUMNS = 16_384
MOST_CELLS = 1_000_000  # filled, in a load: 340 projects report daily for a year in 0.9 million
LONGEST_NAME = 60  # of a sheet; Excel allows 31
LARGEST = 50_000_000  # bytes of a file; an office's workbooks have a few MB
COVERED = Unreadable("是合并单元格的一部分", "取消合并，每一格填上自己的值")  # compare by ==
Range = tuple[int, int, int, int]  # top row, left column, bottom row, right column


@dataclass
class Grid:
    """The filled rows of a sheet, each with its number; the header is among them.

    A cell is None, text, a number, a truth value, a date or datetime, Unreadable or Shown.
    ``name`` is empty for a file without sheets. ``lettered``: cells have addresses (D2), and a
    row may end early. ``hidden``: the sheet is not shown. ``hidden_rows`` are those of the rows
    that are not shown, ``hidden_columns`` count from 0. ``merged`` are ranges of cells that are
    one (top row, left column, bottom row, right column), whatever is in them: what such a range
    covers is COVERED, also where it holds something of its own that nobody sees, but None where
    all of the range is blank; a row of which nothing is filled but covered cells is not among
    ``rows``. ``epoch_1904``: a day given as a number counts from 1904.
    """

    name: str
    rows: list[tuple[int, list[object]]]
    lettered: bool = False
    hidden: bool = False
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)
    epoch_1904: bool = False


class Unfit(Exception):
    """A file that cannot be read as a whole; ``where`` is a place in it (第 3 行), may be empty."""

    def __init__(self, rule: str, way_out: str, where: str = "") -> None:
        super().__init__(rule)
        self.rule, self.way_out, self.where = rule, way_out, where


class LeftOut(Unfit):
    """What of a folder or an archive given whole is no table: it is said, and no fault."""

    def __init__(self, why: str) -> None:
        super().__init__(why, "")


class Counter:
    """Counts the filled cells of a file, and stops the reading of one that has too many."""

    def __init__(self) -> None:
        self.cells = 0

    def add(self, cells: int) -> None:
        """Count. Raises Unfit."""
        self.cells += cells
        if self.cells > MOST_CELLS:
            rule = f"一次导入最多 {MOST_CELLS // 10_000} 万个有内容的格"
            raise Unfit(rule, "按月份分成几个文件，分几次导入")


def too_many_rows() -> Unfit:
    """What is said of a file with more rows than a sheet of Excel can have."""
    return Unfit(f"一张表最多 {MOST_ROWS} 行，空行也算", "只留有内容的行，另存为新文件")


def too_many_columns(where: str = "") -> Unfit:
    """What is said of a file with more columns than a sheet of Excel can have."""
    return Unfit(f"一行最多 {MOST_COLUMNS} 格", "只留有内容的列，另存为新文件", where)


def letters(column: int) -> str:
    """The letters of a column counted from 0: A, Z, AA."""
    text, rest = "", column + 1
    while rest:
        rest, last = divmod(rest - 1, 26)
        text = chr(65 + last) + text
    return text


def position_of(letters: str) -> int:
    """A column counted from 0 of its letters: A is 0, AA 26."""
    position = 0
    for letter in letters:
        position = position * 26 + ord(letter) - 64
    return position - 1


def filled(cell: object) -> bool:
    """Whether a cell holds anything but blanks."""
    return bool(cell.strip()) if isinstance(cell, str) else cell is not None


def cover(rows: dict[int, list[object]], merged: Iterable[Range]) -> None:
    """Put COVERED into what merged ranges cover: it is no blank."""
    order = sorted(rows)
    width = max(map(len, rows.values()), default=0)
    for top, left, bottom, right in merged:
        head = rows.get(top, [])
        is_blank = left >= len(head) or head[left] is None
        for row in order[bisect_left(order, top) : bisect_right(order, bottom)]:
            cells = rows[row]
            last = min(right + 1, len(cells) if is_blank else width)
            cells += [None] * (last - len(cells))
            for column in range(left, last):
                if (row, column) != (top, left) and not (is_blank and cells[column] is None):
                    cells[column] = COVERED
