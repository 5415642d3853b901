"""Files as offices' programs write them: sheets laid out cell by cell."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import xlwt
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

Cells = Sequence[Sequence[object]]


@dataclass(frozen=True)
class Sheet:
    """A sheet: its rows from the first on (None is an empty cell), and how it is dressed.

    ``merged``: ranges (``A1:H1``), apart by spaces. ``formats``: number formats by cell or by
    column (``F``: all its numbers). ``hidden_rows``, ``hidden_columns``: what the office has put
    out of sight.
    """

    rows: Cells
    merged: str = ""
    formats: dict[str, str] = field(default_factory=dict)
    hidden: bool = False
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: str = ""


def xlsx(
    folder: Path, name: str, /, *, epoch: datetime | None = None, **sheets: Sheet | Cells
) -> Path:
    """A workbook of Excel, a sheet by each name; ``epoch``: the first day of its date system."""
    book = Workbook()
    book.remove(book.worksheets[0])
    if epoch:
        book.epoch = epoch
    for title, sheet in sheets.items():
        _lay(book.create_sheet(title), sheet if isinstance(sheet, Sheet) else Sheet(sheet))
    path = folder / name
    book.save(path)
    return path


def _lay(paper: Worksheet, sheet: Sheet) -> None:
    for number, row in enumerate(sheet.rows, 1):
        for position, value in enumerate(row, 1):
            if value is not None:
                paper.cell(number, position, value)
    for range_ in sheet.merged.split():
        paper.merge_cells(range_)
    for place, code in sheet.formats.items():
        cells = paper[place] if place.isalpha() else [paper[place]]
        for cell in cells:
            if not isinstance(cell.value, str):
                cell.number_format = code
    for number in sheet.hidden_rows:
        paper.row_dimensions[number].hidden = True
    for letter in sheet.hidden_columns.split():
        paper.column_dimensions[letter].hidden = True
    if sheet.hidden:
        paper.sheet_state = "hidden"


def xls(folder: Path, name: str, /, **sheets: Sheet | Cells) -> Path:
    """The same of Excel 97 to 2003; merged cells and number formats are kept, hiding is not."""
    book = xlwt.Workbook(encoding="utf-8")
    for title, given in sheets.items():
        sheet = given if isinstance(given, Sheet) else Sheet(given)
        paper = book.add_sheet(title, cell_overwrite_ok=True)
        for number, row in enumerate(sheet.rows):
            for position, value in enumerate(row):
                if value is not None:
                    place = f"{chr(65 + position)}{number + 1}"
                    code = sheet.formats.get(place) or sheet.formats.get(place[0])
                    style = xlwt.easyxf(num_format_str=code) if code else xlwt.Style.default_style
                    paper.write(number, position, value, style)
        for range_ in sheet.merged.split():
            first, last = range_.split(":")
            top, left, bottom, right = *_at(first), *_at(last)
            value = sheet.rows[top][left] if left < len(sheet.rows[top]) else None
            paper.write_merge(top, bottom, left, right, value)
    path = folder / name
    book.save(str(path))
    return path


def _at(place: str) -> tuple[int, int]:
    """Row and column of a cell, from 0; columns have one letter."""
    return int(place[1:]) - 1, ord(place[0]) - 65


def words(line: str) -> list[object]:
    """The cells of a row of words, apart by blanks; a dot is an empty cell."""
    return [None if word == "." else word for word in line.split()]


def text(
    folder: Path, name: str, lines: str, /, *, encoding: str = "utf-8", between: str = ","
) -> Path:
    """Lines of text; ``lines`` are apart by commas, the file by ``between``."""
    plain = "\n".join(line.strip() for line in lines.strip().splitlines()) + "\n"
    path = folder / name
    path.write_bytes(plain.replace(",", between).encode(encoding))
    return path
