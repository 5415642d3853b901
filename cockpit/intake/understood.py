"""What was understood of a sheet, for whoever has to say whether it is right.

The command line prints it before it commits, the imports page draws it: the header as it is
written, what each column is read as and why, its unit, the period, what each row was taken for.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from cockpit.intake.files.grid import Grid, letters


class RowKind(StrEnum):
    """What a row of a sheet was taken for."""

    TITLE = "title"  # above the header: title, unit, date
    HEADER = "header"
    SECTION = "section"  # 一、先进制造业（12个）
    TAKEN = "taken"  # loaded, unless it has a fault
    SUM = "sum"  # 小计, 合计: held against its rows, not loaded
    NOTE = "note"  # below the table: notes, signatures
    HIDDEN = "hidden"  # hidden, and not taken
    LEFT_OUT = "left_out"  # as asked


@dataclass(frozen=True)
class Column:
    """A column of a sheet as it was understood.

    ``header``: its lines from top to bottom as printed (5月份, 累计完成). ``meaning``: a code of
    ``forms.meanings``, ``-`` for one that is not loaded, empty for one not understood. ``label``:
    what it is read as, in Chinese. ``unit``: of its figures, empty where it has none or none is
    stated (then ``asks_unit``). ``why``: what the meaning is taken from (表头, 同义词, 回答, 隐私,
    核对用 …), ``why_unit`` the same of the unit (表头, 上级表头, 单位行, 标题, 回答). ``period``:
    the last day of the period that its figures are of; ``source``: whose money they are, empty
    where it stands under none. ``samples``: its first cells as shown.
    ``is_private``: telephone numbers and contacts, never shown.
    """

    position: int
    header: tuple[str, ...]
    meaning: str
    label: str
    why: str
    unit: str = ""
    why_unit: str = ""
    asks_unit: bool = False
    period: date | None = None
    year: int | None = None
    source: str = ""
    samples: tuple[str, ...] = ()
    is_private: bool = False

    @property
    def letters(self) -> str:
        """Its letters in a workbook: F."""
        return letters(self.position)

    @property
    def path(self) -> str:
        """Its header on one line, by which answers name it."""
        return "›".join(self.header)


@dataclass(frozen=True, eq=False)
class Understood:
    """What was understood of one sheet.

    ``header_rows``: number of the first and last row of the header. ``period``: the last day of
    the period that the sheet as a whole is of, ``why_period`` where it is stated. ``tables``: what
    it feeds, by their Chinese names. ``rows``: every filled row's number and kind. ``said``: what
    was left out and why, as sentences. ``is_ours``: a table of ours, whose columns are what they
    are called, and not an office's own ledger. ``grid``: the cells, for a picture of them.
    """

    file: str
    sheet: str
    header_rows: tuple[int, int]
    columns: tuple[Column, ...]
    rows: Mapping[int, RowKind]
    title: str = ""
    period: date | None = None
    why_period: str = ""
    tables: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    is_ours: bool = False
    grid: Grid | None = field(default=None, repr=False)

    @property
    def place(self) -> str:
        """File and sheet, as faults name them."""
        return f"{self.file} › {self.sheet}" if self.sheet else self.file

    def count(self, kind: RowKind) -> int:
        """How many rows are of a kind."""
        return sum(row is kind for row in self.rows.values())
