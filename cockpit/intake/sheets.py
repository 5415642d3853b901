"""What was read of a file: its sheets of known tables, and what is said of it as a whole."""

from dataclasses import dataclass, field

from cockpit.errors import Fault
from cockpit.intake import headers
from cockpit.remedy import Remedy
from cockpit.tables import cleaning
from cockpit.tables.declared import Table
from cockpit.visible import quoted


@dataclass(frozen=True, eq=False)
class Sheet:
    """A sheet of one known table: fields, and for each row its number and its cells.

    ``headers`` says how each field was written in the file; ``sheet`` is empty for CSV, Parquet.
    ``letters`` are the fields' columns in a workbook, empty elsewhere.
    """

    file: str
    sheet: str
    table: Table
    headers: dict[str, str]
    numbers: list[int]
    cells: list[tuple[object, ...]]
    letters: dict[str, str] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """File and sheet, for people."""
        return f"{self.file} › {self.sheet}" if self.sheet else self.file

    def label(self, column: str) -> str:
        """A field as the file writes it, if that is Chinese, else as people know it."""
        written = self.headers.get(column, "")
        return self.table.label(column) if written.isascii() else written

    def bare_header(self, column: str) -> str:
        """A field as the file's header names it, without brackets; ``without`` goes by it."""
        return headers.without_brackets(self.headers.get(column, ""))

    def fault(
        self,
        row: int,
        rule: str,
        way_out: str,
        *,
        column: str = "",
        value: object = "",
        question: str = "",
        remedies: tuple[Remedy, ...] = (),
    ) -> Fault:
        """A fault of the row at position ``row`` of ``cells``; ``column`` is a field."""
        number = self.numbers[row]
        said = dict(zip(self.headers, self.cells[row], strict=True))
        project = said.get("project_id")
        return Fault(
            file=self.place,
            project=cleaning.code(project) if isinstance(project, str) else "",
            row=number,
            cell=f"{self.letters[column]}{number}" if column in self.letters else "",
            column=self.label(column) if column else "",
            value=quoted(value) if value != "" else "",
            rule=rule,
            way_out=way_out,
            question=question,
            remedies=remedies,
        )


@dataclass(frozen=True)
class File:
    """A file that was read: its name, the hash of its bytes, its sheets.

    ``skipped``: what was left out of it (notes beside tables, hidden rows, sums), as people read
    it. ``lost``: the names of tables that it may hold and that could not be taken; empty text for
    one that nobody knows. ``kind`` and ``any_table`` are those of its source.
    """

    name: str
    sha256: str
    sheets: list[Sheet]
    skipped: tuple[str, ...] = ()
    lost: frozenset[str] = frozenset()
    kind: str | None = None
    any_table: bool = False
