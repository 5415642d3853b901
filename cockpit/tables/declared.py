"""What is said of a table where it is declared, and the registry of those that are."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import pyarrow as pa
from pydantic import AliasChoices, BeforeValidator, TypeAdapter

from cockpit.tables.columns import CODE, OneOf, Unit
from cockpit.tables.rows import MayNameProject, OfProject, Row

HELPERS = ("project_name", "project_organisation")  # columns that find the project, not held
LEDGER, REFERENCE, PUBLISHED = "ledger", "reference", "published"
Contract = TypeVar("Contract", bound=Row)


@dataclass(frozen=True)
class Reference:
    """``column`` must be found as ``target_column`` of ``target``."""

    column: str
    target: str
    target_column: str


PROJECT = Reference("project_id", "project", "project_id")


@dataclass(frozen=True)
class Table:
    """A table of the lake as files bring it; ``row`` is its contract.

    ``group`` says whose data it is: the ledger's (what ``start-real`` replaces), reference data,
    or published figures. ``names`` are Chinese names of files and sheets; the first is shown.
    ``key`` are the columns that name a row. ``dated_by`` is the day from which a row counts, a
    column or SQL of this table's columns (and those of ``dated_with``, a table that has a row of
    the same key); None where nothing dates it. ``quiet`` columns make no difference by themselves
    and keep their first value. ``until_next``: a row stands until the next one (by the key's last
    column), which takes its place whole: a project's profile, a revision of a plan.
    """

    name: str
    row: type[Row]
    group: str
    names: tuple[str, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...]
    dated_by: str | None
    dated_with: str
    quiet: tuple[str, ...]
    until_next: bool

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """Columns a file may have, those that only find the project among them."""
        return tuple(self.row.model_fields)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Columns the lake holds."""
        return tuple(field for field in self.fields if field not in HELPERS)

    @cached_property
    def required(self) -> tuple[str, ...]:
        """Columns without which a file is not of this table."""
        return tuple(f for f, info in self.row.model_fields.items() if info.is_required())

    @cached_property
    def naming(self) -> frozenset[str]:
        """Fields that say which project or thing a row is about."""
        return frozenset({"project_id", "project_name", "name", "region", *self.key})

    @cached_property
    def headers(self) -> dict[str, str]:
        """Header as files write it → field."""
        known = {field: field for field in self.fields}
        for field, info in self.row.model_fields.items():
            if isinstance(info.validation_alias, AliasChoices):
                known |= {str(alias): field for alias in info.validation_alias.choices}
        return known

    @cached_property
    def types(self) -> dict[str, pa.DataType]:
        """Field → the Arrow type in which the lake holds it."""
        return {field: _arrow_type(self.row, field) for field in self.fields}

    @cached_property
    def units(self) -> dict[str, Unit]:
        """Field → its unit, of those that have one."""
        noted = {field: _noted(self.row, field) for field in self.fields}
        return {f: n for f, notes in noted.items() for n in notes if isinstance(n, Unit)}

    @cached_property
    def words(self) -> dict[str, dict[str, str]]:
        """Field → the words that it may hold, of those that have a list: as written → as held."""
        return {
            field: note.func.shown
            for field in self.fields
            for note in _noted(self.row, field)
            if isinstance(note, BeforeValidator) and isinstance(note.func, OneOf)
        }

    @cached_property
    def codes(self) -> frozenset[str]:
        """Fields that are codes: keys that people make up."""
        return frozenset(f for f in self.fields if CODE in _noted(self.row, f))

    @cached_property
    def adapter(self) -> TypeAdapter[list[Row]]:
        """Validates a list of rows at once."""
        return TypeAdapter(list[self.row])  # type: ignore[name-defined]

    def missing(self, fields: Iterable[str]) -> list[str]:
        """Labels of the required columns that are not among ``fields``."""
        given = set(fields)
        lacking = [self.label(field) for field in self.required if field not in given]
        if issubclass(self.row, OfProject) and not given & {"project_id", "project_name"}:
            lacking.insert(0, "项目代码（或项目名称）")
        return lacking

    def label(self, field: str) -> str:
        """The Chinese name of a field; the field itself where it has none."""
        return next((header for header, f in self.headers.items() if f == field != header), field)


def _noted(row: type[Row], field: str) -> list[object]:
    """What the type of a field carries: its Arrow type, its unit."""
    info = row.model_fields[field]
    parts: list[object] = [*info.metadata]
    for inner in getattr(info.annotation, "__args__", ()):  # Kind | None
        parts += getattr(inner, "__metadata__", ())
    return parts


def _arrow_type(row: type[Row], field: str) -> pa.DataType:
    return next(note for note in _noted(row, field) if isinstance(note, pa.DataType))


class Tables(dict[str, Table]):
    """The tables by name, in the order in which they are declared."""

    def declared(
        self,
        name: str,
        group: str,
        *,
        names: str,
        key: str,
        dated_by: str | None,
        dated_with: str = "",
        references: tuple[Reference, ...] = (),
        quiet: tuple[str, ...] = (),
        until_next: bool = False,
    ) -> Callable[[type[Contract]], type[Contract]]:
        """Declare the table of a contract; what is said is explained at ``Table``.

        ``names`` and ``key`` are words in a text. A contract that names a project refers to it.
        """

        def put(row: type[Contract]) -> type[Contract]:
            its = (PROJECT,) if issubclass(row, MayNameProject) else ()
            self[name] = Table(
                name=name,
                row=row,
                group=group,
                names=tuple(names.split()),
                key=tuple(key.split()),
                references=(*its, *references),
                dated_by=dated_by,
                dated_with=dated_with,
                quiet=quiet,
                until_next=until_next,
            )
            return row

        return put
