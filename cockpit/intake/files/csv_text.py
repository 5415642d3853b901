"""CSV to a grid: every cell is text."""

import csv
import io
from collections.abc import Iterator

from cockpit.intake.files.encodings import text_of
from cockpit.intake.files.grid import (
    MOST_COLUMNS,
    MOST_ROWS,
    Counter,
    Grid,
    Unfit,
    filled,
    too_many_rows,
)

csv.field_size_limit(1_000_000)


def grid(content: bytes) -> Grid:
    """The rows of a CSV file that hold anything. Raises Unfit."""
    text = text_of(content)
    rows: list[tuple[int, list[object]]] = []
    counter, row = Counter(), 0
    try:
        for row, cells in enumerate(csv.reader(_lines(text), strict=True), start=1):
            if row > MOST_ROWS:
                raise too_many_rows()
            if found := sum(map(bool, map(str.strip, cells))):
                counter.add(found)
                rows.append((row, [cell if filled(cell) else None for cell in cells]))
    except csv.Error:
        way = "用 Excel 打开后另存为 CSV"
        raise Unfit("引号或换行不成对，读不成表格", way, f"第 {row + 1} 行") from None
    return Grid("", rows)


def _lines(text: str) -> Iterator[str]:
    """The lines of a text, held to the columns that a sheet can have."""
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        if line.count(",") >= MOST_COLUMNS:
            raise Unfit(f"一行最多 {MOST_COLUMNS} 格", "核对逗号", f"第 {number} 行")
        yield line
