"""Our tables as workbooks: empty ones to fill in, and what is loaded in the same form.

Both are read by the gate again: a template filled in loads without a question, and what was
exported loads back to no change.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pyarrow as pa
import xlsxwriter
from duckdb import DuckDBPyConnection

from cockpit.tables.contracts import TABLES
from cockpit.tables.declared import HELPERS, LEDGER, PUBLISHED, REFERENCE, Table

NOTES = "填写说明"
ROWS = 2_000  # of a template that have lists to choose from
LISTS = "选项"  # the hidden sheet that holds long lists
SHORT = 250  # characters that Excel takes of a list in a cell's rule
GROUPS = {LEDGER: "台账", REFERENCE: "参考数据", PUBLISHED: "公布数据"}
FROM_TABLES = {  # columns whose words are rows of a table
    "project_class": ("class", "project_class"),
    "level": ("level", "level"),
    "township": ("township", "township"),
    "domain": ("domain", "domain"),
    "library": ("library", "library"),
}


@dataclass(frozen=True)
class Written:
    """A workbook: its name and its bytes; ``rows`` that it holds."""

    name: str
    content: bytes
    rows: int = 0


def templates(con: DuckDBPyConnection, tables: Iterable[str] = ()) -> list[Written]:
    """An empty workbook for each table, all of the ledger unless named."""
    named = [TABLES[name] for name in tables] or _of(LEDGER)
    return [Written(f"{table.names[0]}.xlsx", _book(table, (), con)) for table in named]


def exported(
    con: DuckDBPyConnection, held: Mapping[str, pa.Table], groups: Sequence[str] = (LEDGER,)
) -> list[Written]:
    """What is loaded of these groups, a workbook a table; tables without rows are left out."""
    found = []
    for table in (one for group in groups for one in _of(group)):
        rows = held[table.name].to_pylist() if table.name in held else []
        if rows:
            rows.sort(key=lambda row: tuple(str(row[c]) for c in table.key))
            content = _book(table, rows, con)
            found.append(Written(f"{table.names[0]}.xlsx", content, len(rows)))
    return found


def _of(group: str) -> list[Table]:
    return [table for table in TABLES.values() if table.group == group and table.name != "waiver"]


def _book(table: Table, rows: Sequence[Mapping[str, Any]], con: DuckDBPyConnection) -> bytes:
    stream = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        fields = [f for f in table.fields if not (rows and f in HELPERS)]
        writer = _Writer(book, table, fields, con)
        writer.rows(rows)
        if not rows:
            writer.rules()
        writer.notes()
    return stream.getvalue()


class _Writer:
    """Writes one table into a workbook."""

    def __init__(
        self,
        book: xlsxwriter.Workbook,
        table: Table,
        fields: Sequence[str],
        con: DuckDBPyConnection,
    ) -> None:
        self.book, self.table, self.fields, self.con = book, table, fields, con
        self.sheet = book.add_worksheet(table.names[0])
        self.lists: Any = None
        open_to = {"locked": False}
        self.formats = {
            "date": book.add_format({"num_format": "yyyy-mm-dd", **open_to}),
            "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", **open_to}),
            "text": book.add_format({"num_format": "@", **open_to}),
            "number": book.add_format({"num_format": "General", **open_to}),
        }
        needed = book.add_format(
            {"bold": True, "bg_color": "#E4EEFC", "border": 1, "text_wrap": True}
        )
        optional = book.add_format({"bg_color": "#F0F4FA", "border": 1, "text_wrap": True})
        for at, name in enumerate(fields):
            is_needed = name in table.required
            self.sheet.write_string(0, at, self.header(name), needed if is_needed else optional)
            self.sheet.write_comment(0, at, self.meaning(name))
            form = self.form(name)
            self.sheet.set_column(at, at, 18, self.formats[form])
        self.sheet.freeze_panes(1, 0)

    def header(self, name: str) -> str:
        """A column's header, with its unit where it has one."""
        unit = self.table.units.get(name)
        label = self.table.label(name)
        return f"{label}（{unit}）" if unit == "万元" else label

    def meaning(self, name: str) -> str:
        """What is written into a column, in a line."""
        kind = self.table.types[name]
        words = self.words(name)
        said = "必填" if name in self.table.required else "可空"
        if words:
            said += f"；从中选：{'、'.join(words[:12])}"
        elif pa.types.is_date(kind):
            said += "；日期，如 2022-05-31"
        elif unit := self.table.units.get(name):
            said += f"；数，单位 {unit}"
        elif pa.types.is_string(kind):
            said += "；文字"
        return said

    def words(self, name: str) -> list[str]:
        """The words that a column may hold, where there is a list of them."""
        if pa.types.is_boolean(self.table.types[name]):
            return ["是", "否"]
        if name in FROM_TABLES and FROM_TABLES[name][0] != self.table.name:
            source, column = FROM_TABLES[name]
            found = self.con.execute(
                f'select distinct "{column}" from "{source}" order by all'  # names of ours
            ).fetchall()
            return [word for (word,) in found]
        return list(self.table.words.get(name, ()))

    def form(self, name: str) -> str:
        """The number format of a column's cells."""
        kind = self.table.types[name]
        if pa.types.is_date(kind):
            return "date"
        if pa.types.is_timestamp(kind):
            return "moment"
        return "text" if pa.types.is_string(kind) or pa.types.is_boolean(kind) else "number"

    def rows(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Write rows as the lake holds them."""
        words = {name: _chinese(self.table, name) for name in self.fields}
        for line, row in enumerate(rows, start=1):
            for at, name in enumerate(self.fields):
                self.cell(line, at, words[name].get(row[name], row[name]), self.form(name))

    def cell(self, line: int, at: int, value: object, form: str) -> None:
        """Write a value: text stays text, whatever it looks like."""
        style = self.formats[form]
        if value is None:
            return
        if isinstance(value, bool):
            self.sheet.write_string(line, at, "是" if value else "否", style)
        elif isinstance(value, datetime | date):
            self.sheet.write_datetime(line, at, value, style)
        elif isinstance(value, int | float | Decimal):
            self.sheet.write_number(line, at, float(value), style)
        else:
            self.sheet.write_string(line, at, str(value), style)

    def rules(self) -> None:
        """Lists to choose from, and a header that is not typed over."""
        for at, name in enumerate(self.fields):
            if words := self.words(name):
                source: object = words if len(",".join(words)) <= SHORT else self._listed(words)
                self.sheet.data_validation(
                    1, at, ROWS, at, {"validate": "list", "source": source, "ignore_blank": True}
                )
        self.sheet.protect("", {"format_columns": True, "insert_rows": True, "delete_rows": True})

    def _listed(self, words: Sequence[str]) -> str:
        """A list on a sheet of its own, since a rule takes a short one only."""
        if self.lists is None:
            self.lists = self.book.add_worksheet(LISTS)
            self.lists.hide()
            self.used = 0
        column, self.used = self.used, self.used + 1
        self.lists.write_column(0, column, words)
        letter = chr(65 + column)
        return f"={LISTS}!${letter}$1:${letter}${len(words)}"

    def notes(self) -> None:
        """A sheet that says how the table is filled in, with a row as an example."""
        sheet = self.book.add_worksheet(NOTES)
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 60)
        head = self.book.add_format({"bold": True})
        sheet.write_row(0, 0, [f"{self.table.names[0]}怎么填", ""], head)
        sheet.write_row(1, 0, ["表头不要改", "蓝底的列必填；不用的列可以整列不填"])
        sheet.write_row(3, 0, ["写什么", "怎么写，举例"], head)
        for at, name in enumerate(self.fields):
            said = f"{self.meaning(name)}；例：{self.example(name)}"
            sheet.write_string(4 + at, 0, f"（{self.table.label(name)}）")
            sheet.write_string(4 + at, 1, said)

    def example(self, name: str) -> str:
        """A value as an example; nothing of a real project."""
        kind = self.table.types[name]
        if words := self.words(name):
            return words[0]
        if pa.types.is_date(kind) or pa.types.is_timestamp(kind):
            return "2022-05-31"
        if pa.types.is_string(kind):
            return f"示例·{self.table.label(name)}"
        return {"年": "2022", "月": "5", "小数": "0.8"}.get(self.table.units.get(name, ""), "1200")


def _chinese(table: Table, name: str) -> Mapping[object, str]:
    """Words that are held in English, as people write them."""
    return {held: said for said, held in table.words.get(name, {}).items() if said != held}
