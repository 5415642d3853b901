"""Sheets through their contracts into typed Arrow tables, every fault listed."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from cockpit.errors import Fault
from cockpit.intake.sheets import Sheet
from cockpit.remedy import Remedy
from cockpit.tables import cleaning
from cockpit.tables.cells import Converted, Shown, Unreadable
from cockpit.tables.declared import Table
from cockpit.tables.rows import Row

SHEET, NUMBER = "sheet_", "row_"  # beside the columns: which sheet of the load, which row of it

PART = 5_000  # rows validated at once


@dataclass(frozen=True)
class Staged:
    """The sound rows of one table out of all sheets of a load.

    ``rows`` has the table's columns, the project helpers, SHEET (index into ``sheets``) and NUMBER.
    ``given`` are the columns that some file has; the others keep what the lake holds.
    """

    table: Table
    sheets: list[Sheet]
    rows: pa.Table
    given: tuple[str, ...]

    @property
    def is_form(self) -> bool:
        """Whether its sheets are of an office's own ledger: there an empty cell says nothing."""
        return self.sheets[0].is_form

    def said(self, field: str) -> set[object]:
        """The cells of a field as written, also those of rows with faults."""
        cells = (
            row[list(sheet.headers).index(field)]
            for sheet in self.sheets
            if field in sheet.headers
            for row in sheet.cells
        )
        return {cleaning.code(cell) if isinstance(cell, str) else cell for cell in cells}

    def row_of(self, sheet: int, number: int) -> int:
        """The position in ``rows`` of a sheet's row with this number."""
        is_it = pc.and_(
            pc.equal(self.rows.column(SHEET), sheet), pc.equal(self.rows.column(NUMBER), number)
        )
        return int(pc.index(is_it, True).as_py())

    def headers_of(self, row: int) -> Mapping[str, str]:
        """The headers of the sheet that the row at position ``row`` is of, by field."""
        sheet: Sheet = self.sheets[self.rows.column(SHEET)[row].as_py()]
        return sheet.headers

    def place_of(self, row: int) -> tuple[str, int]:
        """File and sheet, and the number in it, of the row at position ``row``."""
        sheet: Sheet = self.sheets[self.rows.column(SHEET)[row].as_py()]
        return sheet.place, self.rows.column(NUMBER)[row].as_py()

    def at(self, places: Set[tuple[str, int | None]]) -> set[int]:
        """The positions of the rows at these places (file and sheet, number)."""
        return {row for row in range(self.rows.num_rows) if self.place_of(row) in places}

    def without(self, bad: set[int]) -> "Staged":
        """The same without the rows at these positions."""
        if not bad:
            return self
        kept = [n for n in range(self.rows.num_rows) if n not in bad]
        return replace(self, rows=self.rows.take(pa.array(kept, pa.int64())))

    def fault(
        self,
        row: int,
        rule: str,
        *,
        value: object = "",
        column: str = "",
        way: str,
        question: str = "",
        remedies: tuple[Remedy, ...] = (),
    ) -> Fault:
        """A fault of the row at position ``row`` of ``rows``; ``column`` is a field."""
        sheet: Sheet = self.sheets[self.rows.column(SHEET)[row].as_py()]
        at = bisect_left(sheet.numbers, self.rows.column(NUMBER)[row].as_py())
        return sheet.fault(
            at, rule, way, column=column, value=value, question=question, remedies=remedies
        )


def stage(sheets: Iterable[Sheet], faults: list[Fault]) -> list[Staged]:
    """Validate all sheets; one ``Staged`` a table, of offices' ledgers one a set of columns.

    Faults are added to ``faults``.
    """
    groups: dict[tuple[str, ...], list[Sheet]] = defaultdict(list)
    for sheet in sheets:  # a ledger gives what columns it has, each part by itself
        apart = sheet.headers if sheet.is_form else ()
        origin = sheet.headers.get("project_class", "") if sheet.is_form else ""
        groups[sheet.table.name, str(sheet.is_form), origin, *apart].append(sheet)
    staged = [_stage(group[0].table, group, faults) for group in groups.values()]
    for one in staged:
        _different_columns(one, faults)
    return staged


def _stage(table: Table, sheets: list[Sheet], faults: list[Fault]) -> Staged:
    parts = [_sound_rows(sheet, number, faults) for number, sheet in enumerate(sheets)]
    given = tuple(column for column in table.columns if column in sheets[0].headers)
    if "project_name" in sheets[0].headers and "project_id" in table.columns:
        given = tuple(c for c in table.columns if c in given or c == "project_id")
    return Staged(table, sheets, pa.concat_tables(parts), given)


def _sound_rows(sheet: Sheet, index: int, faults: list[Fault]) -> pa.Table:
    """The rows that keep their contract; a part at a time, so that memory stays small."""
    parts = [_sound_part(sheet, start, index, faults) for start in range(0, len(sheet.cells), PART)]
    return pa.concat_tables(parts) if parts else _arrow(sheet.table, [], index, [])


def _sound_part(sheet: Sheet, start: int, index: int, faults: list[Fault]) -> pa.Table:
    fields = tuple(sheet.headers)
    cells = [dict(zip(fields, row, strict=True)) for row in sheet.cells[start : start + PART]]
    numbers = sheet.numbers[start : start + PART]
    try:
        rows = sheet.table.adapter.validate_python(cells)
    except ValidationError as problems:
        errors = problems.errors(include_url=False, include_input=False)
        faults.extend(_said(sheet, error, start + int(error["loc"][0])) for error in errors)
        bad = {error["loc"][0] for error in errors}
        kept = [n for n in range(len(cells)) if n not in bad]
        rows = sheet.table.adapter.validate_python([cells[n] for n in kept])
        numbers = [numbers[n] for n in kept]
    return _arrow(sheet.table, rows, index, numbers)


def _arrow(table: Table, rows: list[Row], index: int, numbers: list[int]) -> pa.Table:
    columns = {
        field: pa.array([getattr(row, field) for row in rows], kind)
        for field, kind in table.types.items()
    }
    columns[SHEET] = pa.array([index] * len(rows), pa.int32())
    columns[NUMBER] = pa.array(numbers, pa.int32())
    return pa.table(columns)


def _said(sheet: Sheet, error: ErrorDetails, row: int) -> Fault:
    said = error.get("ctx", {})
    field = str(error["loc"][1]) if len(error["loc"]) > 1 else said.get("at", "")
    fields = list(sheet.headers)
    value = sheet.cells[row][fields.index(field)] if field in fields else None
    if isinstance(value, Shown):
        value = value.value
    if isinstance(value, Converted):
        value = value.said
    if value is None or isinstance(value, Unreadable):
        value = ""
    rule, way = said.get("rule", error["msg"]), said.get("way", "")
    return sheet.fault(row, rule, way, column=field, value=value)


def _different_columns(staged: Staged, faults: list[Fault]) -> None:
    """Two files of one table must have the same columns: else which are left alone is unclear."""
    first = staged.sheets[0]
    for sheet in staged.sheets[1:]:
        if set(sheet.headers) != set(first.headers):
            apart = "、".join(
                staged.table.label(field) for field in set(sheet.headers) ^ set(first.headers)
            )
            rule, way = f"与 {first.place} 的列不同：{apart}", "分两次导入，或补齐列"
            faults.append(Fault(file=sheet.place, rule=rule, way_out=way))
