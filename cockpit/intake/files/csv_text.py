"""CSV and other text to a grid: every cell is text."""

import csv

from cockpit.intake.files.encodings import text_of
from cockpit.intake.files.grid import MOST_ROWS, Counter, Grid, Unfit, filled, too_many_rows
from cockpit.intake.files.separators import lines, separator_of

csv.field_size_limit(1_000_000)


def grid(content: bytes) -> Grid:
    """The rows of a text that hold anything. Raises Unfit."""
    text = text_of(content)
    separator = separator_of(text)
    rows: list[tuple[int, list[object]]] = []
    counter, row = Counter(), 0
    try:
        for row, cells in enumerate(
            csv.reader(lines(text), delimiter=separator, strict=True), start=1
        ):
            if row > MOST_ROWS:
                raise too_many_rows()
            if row == 1 and cells and cells[0].lower() == "sep=":
                continue  # says what the separator is
            if found := sum(map(bool, map(str.strip, cells))):
                counter.add(found)
                rows.append((row, [cell if filled(cell) else None for cell in cells]))
    except csv.Error:
        way = "用 Excel 打开后另存为 CSV"
        raise Unfit("引号或换行不成对，读不成表格", way, f"第 {row + 1} 行") from None
    return Grid("", rows)
