"""A file given back with its faults marked: the same workbook, bad cells red, doubtful ones yellow.

Each marked cell has a comment with the rule and the way out. A workbook of today's Excel is kept
as it is otherwise, macros and formulas too; of other files a workbook is made of their values.
"""

import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import PurePath
from typing import Any

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from cockpit.errors import Fault, Refused
from cockpit.intake.files.apart import Apart
from cockpit.intake.files.grid import MOST_COLUMNS, MOST_ROWS, Grid, filled
from cockpit.tables.cells import Shown, Unreadable
from cockpit.visible import visible

RED = PatternFill("solid", fgColor="FFFFC7CE")
YELLOW = PatternFill("solid", fgColor="FFFFEB9C")
KEPT = {".xlsx", ".xlsm"}  # what openpyxl reads and writes again
LARGEST = 60_000_000  # bytes of a workbook, unpacked: openpyxl holds some ten times as much
LONGEST = 900  # characters of a comment
SHOWN = 6  # faults of one cell
AUTHOR = "导入核对"
WIDTH, LINE = 320, 22  # px of a comment, and of a line in it
Words = Callable[[Fault], str]


def way_out(fault: Fault) -> str:
    """What a fault's own sentence says can be done."""
    return fault.way_out


def marked(
    name: str, content: bytes, faults: Iterable[Fault], words: Words = way_out
) -> tuple[str, bytes]:
    """The file ``name`` with those of the faults that are its own: its new name, its bytes.

    ``words``: how the way out of a fault is said. Raises Refused where it cannot be written.
    """
    path = PurePath(name)
    is_kept = path.suffix.lower() in KEPT
    book = _kept(name, content) if is_kept else _made(name, content)
    for sheet, own in _by_sheet(name, faults, book.sheetnames).items():
        _mark(book[sheet], own, words)
    out = BytesIO()
    book.save(out)
    return f"{path.stem}（标注）{path.suffix if is_kept else '.xlsx'}", out.getvalue()


def _kept(name: str, content: bytes) -> Workbook:
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            unpacked = sum(part.file_size for part in package.infolist())
        if unpacked > LARGEST:
            raise _cannot(name, "工作簿太大")
        return openpyxl.load_workbook(BytesIO(content), keep_vba=name.lower().endswith(".xlsm"))
    except Refused:
        raise
    except Exception as problem:  # openpyxl has no family of its own
        raise _cannot(name, "工作簿打不开") from problem


def _cannot(name: str, why: str) -> Refused:
    return Refused(f"{why}，标不了", where=name, way_out="照列出的位置在原文件里改")


def _made(name: str, content: bytes) -> Workbook:
    with Apart() as apart:
        held = apart.opened(name, content)
    if held.unfit or not held.grids:
        raise _cannot(name, "文件读不出来")
    book = Workbook()
    for at, grid in enumerate(held.grids):
        sheet = book.worksheets[0] if at == 0 else book.create_sheet()
        sheet.title = _title(grid.name, book)
        sheet.sheet_state = "hidden" if grid.hidden and at else "visible"
        _fill(sheet, grid)
    return book


def _title(said: str, book: Workbook) -> str:
    """A name that Excel takes for a sheet, which no other has."""
    cut = "".join("_" if c in "[]:*?/\\" else c for c in visible(said))[:31].strip("'") or "Sheet1"
    taken = {title.casefold() for title in book.sheetnames}
    return next(
        one
        for one in (cut, *(f"{cut[:26]} ({n})" for n in range(2, 1000)))
        if one.casefold() not in taken
    )


def _fill(sheet: Worksheet, grid: Grid) -> None:
    for number, cells in grid.rows:
        if number > MOST_ROWS:
            break
        for at, value in enumerate(cells[:MOST_COLUMNS], start=1):
            if filled(value):
                _put(sheet.cell(number, at), value)


def _put(cell: Any, value: object) -> None:
    """A value as it is: what begins with = is text, and no formula."""
    match value:
        case Unreadable():
            return
        case Shown():
            cell.value, cell.number_format = value.value, value.format
        case bool() | int() | float() | datetime() | date():
            cell.value = value
        case _:
            cell.value = visible(str(value))[:32_767]
            cell.data_type = "s"


def _by_sheet(name: str, faults: Iterable[Fault], sheets: Sequence[str]) -> dict[str, list[Fault]]:
    """The faults of a file by its sheets; one of the file as a whole stands on the first."""
    found: dict[str, list[Fault]] = defaultdict(list)
    for fault in faults:
        file, _, rest = f"{fault.file}".partition(" › ")
        if file == name:
            sheet = rest if rest in sheets else sheets[0]
            found[sheet].append(fault)
    return found


def _mark(sheet: Worksheet, faults: Sequence[Fault], words: Words) -> None:
    places: dict[str, list[Fault]] = defaultdict(list)
    for fault in faults:
        places[_place(sheet, fault)].append(fault)
    for place, its in places.items():
        cell = _writable(sheet, place)
        if any(fault.row or fault.cell for fault in its):
            cell.fill = YELLOW if all(fault.question for fault in its) else RED
        lines = [_line(fault, words) for fault in its[:SHOWN]]
        if len(its) > SHOWN:
            lines.append(f"另有 {len(its) - SHOWN} 处")
        before = [cell.comment.text] if cell.comment else []
        text = "\n".join([*lines, *before])[:LONGEST]
        height = LINE * (2 + sum(1 + len(line) // 22 for line in text.split("\n")))
        cell.comment = Comment(text, AUTHOR, width=WIDTH, height=min(height, 500))


def _line(fault: Fault, words: Words) -> str:
    said = words(fault)
    return visible(f"{fault.rule}。{f'怎么改：{said}。' if said else ''}".replace("\n", " "))


def _place(sheet: Worksheet, fault: Fault) -> str:
    """The cell of a fault: its own, else in its row the one below its column's header."""
    if fault.cell:
        return fault.cell.replace("$", "")
    if not fault.row:
        return "A1"
    row = min(fault.row, MOST_ROWS)
    named = fault.column and next(
        (cell for cell in _headers(sheet, row) if str(cell.value).strip() == fault.column), None
    )
    if named:
        return f"{named.column_letter}{row}"
    own = (cell for cell in sheet[row] if filled(cell.value) and isinstance(cell, Cell))
    first = next(own, None)
    return str(first.coordinate) if first else f"A{row}"


def _headers(sheet: Worksheet, before: int) -> Iterator[Cell]:
    """The cells above a row, the first rows of the sheet only: headers are there."""
    for cells in sheet.iter_rows(max_row=min(before - 1, 12)):
        yield from (cell for cell in cells if isinstance(cell, Cell) and filled(cell.value))


def _writable(sheet: Worksheet, place: str) -> Cell:
    """The cell at a place; of merged ones the first, which alone can be marked."""
    cell = sheet[place]
    if isinstance(cell, MergedCell):
        for merged in sheet.merged_cells.ranges:
            if place in merged:
                return sheet.cell(merged.min_row, merged.min_col)  # type: ignore[return-value]
    return cell  # type: ignore[no-any-return]
