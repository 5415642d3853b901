"""Files as they come, to sheets of cells: CSV, Parquet, .xlsx. Faults are collected, not raised.

Cells are left as the file gives them, but for trimmed ends; an empty cell is None. Rows are
numbered as people count them: the header is row 1.
"""

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isnan
from pathlib import Path
from unicodedata import normalize

import pyarrow as pa
import pyarrow.parquet as pq
from python_calamine import CalamineError, CalamineWorkbook

from cockpit.errors import Fault
from cockpit.intake import tables
from cockpit.intake.tables import Table

UNIT = re.compile(r"[（(]\s*([^（）()]*?)\s*[）)]$")  # 本年完成投资（万元）
csv.field_size_limit(1_000_000)


@dataclass(frozen=True, eq=False)
class Sheet:
    """A sheet of one known table: fields, and for each row its number and its cells.

    ``headers`` says how each field was written in the file; ``sheet`` is empty for CSV, Parquet.
    """

    file: str
    sheet: str
    table: Table
    headers: dict[str, str]
    numbers: list[int]
    cells: list[tuple[object, ...]]

    @property
    def place(self) -> str:
        """File and sheet, for people."""
        return f"{self.file} › {self.sheet}" if self.sheet else self.file


@dataclass(frozen=True)
class File:
    """A file that was read: its name, the hash of its bytes, its sheets.

    ``skipped``: sheets beside them that are no table of ours (notes).
    """

    name: str
    sha256: str
    sheets: list[Sheet]
    skipped: tuple[str, ...] = ()


def read(path: Path, faults: list[Fault]) -> File:
    """Read one file; what is wrong with it as a whole is added to ``faults``."""
    try:
        content = path.read_bytes()
    except OSError:
        faults.append(Fault(file=path.name, rule="打不开这个文件", way_out="核对路径和权限"))
        return File(path.name, "", [])
    sheets, skipped = [], []
    try:
        grids = list(_grids(path, content))
        notes = [name for name, grid in grids if _is_notes(name, grid)]
        for name, grid in grids:
            if name in notes and len(notes) < len(grids):  # else nothing would be left
                skipped.append(name)
            elif sheet := _recognised(path, name, grid, faults):
                sheets.append(sheet)
    except _Unreadable as problem:
        faults.append(Fault(file=path.name, rule=problem.rule, way_out=problem.way_out))
    return File(path.name, hashlib.sha256(content).hexdigest(), sheets, tuple(skipped))


class _Unreadable(Exception):
    def __init__(self, rule: str, way_out: str) -> None:
        super().__init__(rule)
        self.rule, self.way_out = rule, way_out


Grid = Sequence[Sequence[object]]


def _grids(path: Path, content: bytes) -> Iterable[tuple[str, Grid]]:
    if not content.strip():
        raise _Unreadable("文件是空的", "换成有表头的文件")
    match path.suffix.lower():
        case ".csv" | ".txt":
            return [("", _csv(content))]
        case ".parquet":
            return [("", _parquet(content))]
        case ".xlsx":
            return _workbook(content)
    raise _Unreadable("不认识这种文件", "另存为 .xlsx、.csv（UTF-8）或 .parquet")


def _csv(content: bytes) -> Grid:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        try:
            return [*map(list, csv.reader(io.StringIO(text, newline=""), strict=True))]
        except csv.Error:
            raise _Unreadable("引号或换行不成对，读不成表格", "用 Excel 打开后另存为 CSV") from None
    raise _Unreadable("不是 UTF-8 或 GB18030 编码的文本", "用 Excel 另存为“CSV UTF-8”")


def _parquet(content: bytes) -> Grid:
    try:
        table = pq.read_table(io.BytesIO(content))
        columns = [column.to_pylist() for column in table.columns]
    except (pa.ArrowException, OSError, ValueError):
        raise _Unreadable("不是完整的 Parquet 文件", "重新导出") from None
    return [list(table.column_names), *map(list, zip(*columns, strict=True))]


def _workbook(content: bytes) -> Iterable[tuple[str, Grid]]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        grids = [
            (name, book.get_sheet_by_name(name).to_python(skip_empty_area=False))
            for name in book.sheet_names
        ]
    except (CalamineError, OSError, ValueError):
        raise _Unreadable("不是可读的 .xlsx 工作簿", "用 Excel 另存为 .xlsx，不加密码") from None
    filled = [(name, grid) for name, grid in grids if any(map(_filled, grid))]
    if not filled:
        raise _Unreadable("工作簿是空的", "换成有表头的文件")
    return filled


def _is_notes(name: str, grid: Grid) -> bool:
    """Whether no header of a sheet is known, and its name is no table's: notes beside tables."""
    known = {header for table in tables.TABLES.values() for header in table.headers}
    top = next((row for row in grid if _filled(row)), ())
    headers = {_without_unit(_header(cell), "", []) for cell in top}
    return not tables.named(name) and known.isdisjoint(headers)


def _recognised(path: Path, name: str, grid: Grid, faults: list[Fault]) -> Sheet | None:
    place = f"{path.name} › {name}" if name else path.name
    top = next((n for n, row in enumerate(grid) if _filled(row)), 0)
    header = [_header(cell) for cell in grid[top]]
    while header and not header[-1]:
        header.pop()  # columns that are only formatted
    found = len(faults)
    plain = [_without_unit(text, place, faults) for text in header]
    table = _table_of(path, name, plain, place, faults)
    if table is None:
        return None
    fields = [table.headers.get(text, "") for text in plain]
    for text, field in zip(header, fields, strict=True):
        if not field:
            known = "、".join(map(table.label, table.fields))
            way = f"删去这一列；{table.names[0]}的列有：{known}"
            column = text or "（空表头）"
            faults.append(Fault(file=place, column=column, rule="没有这一列", way_out=way))
        elif fields.count(field) > 1:
            faults.append(Fault(file=place, column=text, rule="这一列出现了两次"))
    for label in table.missing(fields):
        faults.append(Fault(file=place, column=label, rule="缺少这一列", way_out="补上后重新导入"))
    if len(faults) > found:
        return None
    numbers, cells = _rows(grid, top, len(fields), place, faults)
    return Sheet(path.name, name, table, dict(zip(fields, header, strict=True)), numbers, cells)


def _table_of(
    path: Path, sheet: str, headers: list[str], place: str, faults: list[Fault]
) -> Table | None:
    if table := tables.named(sheet or path.stem):
        return table
    candidates = tables.fitting(headers)
    if not candidates and sheet and (table := tables.named(path.stem)):
        return table  # Sheet1 of 进度报告.xlsx
    if len(candidates) == 1:
        return candidates[0]
    known = "、".join(table.names[0] for table in candidates or tables.TABLES.values())
    rule = "表头同时符合几张表" if candidates else "认不出这是哪张表"
    faults.append(Fault(file=place, rule=rule, way_out=f"文件或工作表改用表名：{known}"))
    return None


def _rows(
    grid: Grid, top: int, width: int, place: str, faults: list[Fault]
) -> tuple[list[int], list[tuple[object, ...]]]:
    numbers, rows = [], []
    for number, cells in enumerate(grid[top + 1 :], start=top + 2):
        row = [_trimmed(cell) for cell in cells]
        if not any(cell is not None for cell in row):
            continue
        beyond = row[width:]
        if len(row) < width or any(cell is not None for cell in beyond):
            rule = f"这一行有 {len(row)} 格，表头有 {width} 格"
            faults.append(Fault(file=place, row=number, rule=rule, way_out="核对逗号和引号"))
            continue
        numbers.append(number)
        rows.append(tuple(row[:width]))
    return numbers, rows


def _trimmed(cell: object) -> object:
    if isinstance(cell, str):
        return cell.strip() or None
    return None if isinstance(cell, float) and isnan(cell) else cell  # NaN: pandas' empty cell


def _header(cell: object) -> str:
    return re.sub(r"\s+", "", normalize("NFKC", str(cell))) if cell is not None else ""


def _without_unit(header: str, place: str, faults: list[Fault]) -> str:
    """The header without its unit in brackets; money in another unit than 万元 is a fault."""
    unit = UNIT.search(header)
    if unit and unit[1].endswith("元") and unit[1] not in {"万元", "亿元以下"}:
        rule, way = f"应为万元，写的是{unit[1]}", "换算成万元并改表头"
        faults.append(Fault(file=place, column=header, rule=rule, way_out=way))
    return header[: unit.start()] if unit else header


def _filled(row: Sequence[object]) -> bool:
    return any(_trimmed(cell) is not None for cell in row)
