"""What stands between the cells of a text: a comma, a tab or a semicolon, as the file has it."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from cockpit.intake.files.grid import MOST_COLUMNS, Unfit, too_many_columns

NAMES = {",": "逗号", "\t": "制表符", ";": "分号"}
CURE = "用 Excel 打开，核对后另存为 .xlsx"


@dataclass(frozen=True)
class _Cut:
    """A text cut by one separator: the rows that it makes a table of, and how well.

    ``first``, ``last``: the filled rows, counted from 0, with the usual number of cells;
    ``is_even``: all between them have it too; ``share``: of all filled rows, those that have it.
    """

    separator: str
    first: int
    last: int
    is_even: bool
    share: float


def separator_of(text: str) -> str:
    """The one that makes a table of the text. Raises Unfit where that cannot be told.

    One of several is taken if it alone gives all rows of the table the same number of cells;
    above and below a table may be rows of one cell, titles and notes. Of two that do, the one
    that also cuts the rows around those that the other cuts: it cuts the header too.
    """
    if text.lower().startswith("sep=") and text[4:5] in NAMES and text[5:6] in {"", "\r", "\n"}:
        return text[4]  # what Excel reads
    used = [separator for separator in NAMES if separator in text]
    if len(used) < 2:
        return used[0] if used else ","
    cuts = [cut for one in used if (cut := _cut(text, one))]
    rivals = [one for one in cuts if not any(_holds(other, one) for other in cuts)]
    fitting = [cut for cut in rivals if cut.is_even] or [cut for cut in rivals if cut.share >= 0.5]
    if len(fitting) == 1:
        return fitting[0].separator
    named = "、".join(NAMES[cut.separator] for cut in fitting or cuts) or "逗号、制表符、分号"
    raise Unfit(f"分不清各格之间是什么：{named}", CURE)


def lines(text: str) -> Iterator[str]:
    """The lines of a text, held to the columns that a sheet can have. Raises Unfit."""
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        if any(line.count(separator) >= MOST_COLUMNS for separator in NAMES):
            raise too_many_columns(f"第 {number} 行")
        yield line


def _cut(text: str, separator: str) -> _Cut | None:
    """What a separator makes of a text; None where it makes no table, or quotes do not match."""
    try:
        widths = [
            len(cells)
            for cells in csv.reader(lines(text), delimiter=separator, strict=True)
            if any(map(str.strip, cells))
        ]
    except csv.Error:
        return None
    usual = Counter(width for width in widths if width > 1).most_common(1)
    if not usual:
        return None
    width, count = usual[0]
    first = widths.index(width)
    last = len(widths) - 1 - widths[::-1].index(width)
    around = {*widths[:first], *widths[last + 1 :]}
    is_even = last - first + 1 == count and around <= {1} and (count > 1 or len(widths) == 1)
    return _Cut(separator, first, last, is_even, count / len(widths))


def _holds(other: _Cut, one: _Cut) -> bool:
    """Whether a table holds another and more, and is not a worse one."""
    return (
        (other.is_even or other.share > one.share)
        and other.first <= one.first
        and one.last <= other.last
        and (other.first, other.last) != (one.first, one.last)
    )
