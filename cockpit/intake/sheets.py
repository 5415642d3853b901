"""What was read of a file: its sheets of known tables, and what is said of it as a whole."""

from dataclasses import dataclass, field

from cockpit.errors import Fault
from cockpit.intake import headers
from cockpit.intake.understood import Understood
from cockpit.remedy import Remedy
from cockpit.tables import cleaning
from cockpit.tables.declared import Table
from cockpit.visible import quoted


@dataclass(frozen=True, eq=False)
class Sheet:
    """A sheet of one known table: fields, and for each row its number and its cells.

    ``headers`` says how each field was written in the file; ``sheet`` is empty for CSV, Parquet.
    ``letters`` are the fields' columns in a workbook, empty elsewhere. A sheet of an office's own
    form (``is_form``) comes in ``part``s, one a table and period: there an empty cell says nothing,
    ``units`` are those in which its money was written, and ``unknown`` are the rows (their
    numbers) of which it does not say whether the project is new.
    """

    file: str
    sheet: str
    table: Table
    headers: dict[str, str]
    numbers: list[int]
    cells: list[tuple[object, ...]]
    letters: dict[str, str] = field(default_factory=dict)
    is_form: bool = False
    part: int = 0
    units: dict[str, str] = field(default_factory=dict)
    unknown: frozenset[int] = frozenset()

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
    one that nobody knows. ``kind`` and ``any_table`` are those of its source. ``understood``: what
    was made of its sheets; ``places``: what all of them are called. ``size``: in bytes;
    ``problem``: why it could not be read at all.
    """

    name: str
    sha256: str
    sheets: list[Sheet]
    skipped: tuple[str, ...] = ()
    lost: frozenset[str] = frozenset()
    kind: str | None = None
    any_table: bool = False
    understood: tuple[Understood, ...] = ()
    places: tuple[str, ...] = ()
    size: int = 0
    problem: str = ""
