"""A store in memory that the gate takes for a lake: what a workbook gives is the same in both.

Loading into a lake takes a second, here a tenth of it: hundreds of workbooks are loaded.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from cockpit.intake.demonstration import DATA
from cockpit.intake.files.opened import Opened, opened
from cockpit.warehouse.lake import MIGRATIONS, Commit


class MemoryLake:
    """The reference data and no project; one state, which is read and changed."""

    def __init__(self, folder: Path) -> None:
        self.where = folder  # where files are kept as they came
        self._con = duckdb.connect(":memory:")
        for path in sorted(MIGRATIONS.glob("*.sql")):
            self._con.execute(path.read_text("utf-8"))
        for path in sorted(DATA.glob("reference/*.csv")):
            rows = self._con.read_csv(str(path), header=True)
            self._con.execute(f'insert into "{path.stem}" by name select * from rows')
            del rows
        self._given = {name for name, rows in self.tables().items() if rows}

    @contextmanager
    def looking(self) -> Iterator[DuckDBPyConnection]:
        """A cursor for the time of the block."""
        yield self.reading()

    def reading(self) -> DuckDBPyConnection:
        """A connection that reads."""
        return self._con

    @contextmanager
    def change(
        self, author: str, message: str, *, served: bool = True, commit: Commit | None = None
    ) -> Iterator[DuckDBPyConnection]:
        """All of the block is written, or on any exception nothing."""
        before = self.tables()
        self._con.execute("begin")
        try:
            yield self._con
        except BaseException:
            self._con.execute("rollback")
            raise
        self._con.execute("commit")
        if commit and self.tables() != before:
            commit.version = 2

    def tables(self) -> dict[str, list[dict[str, object]]]:
        """The rows of all tables."""
        names = self._con.execute("select table_name from duckdb_tables()").fetchall()
        return {
            name: self._con.execute(f'select * from "{name}"').to_arrow_table().to_pylist()
            for (name,) in names
        }

    def clear(self) -> None:
        """Take out all that was loaded."""
        for name in self.tables().keys() - self._given:
            self._con.execute(f'delete from "{name}"')


class Near:
    """Opens files in this process, as ``Apart`` does in another, which takes half a second."""

    seconds = 20.0

    def __enter__(self) -> "Near":
        return self

    def __exit__(self, *_: object) -> None: ...

    def opened(self, name: str, content: bytes, seconds: float | None = None) -> Opened:
        """What a file holds."""
        return opened(name, content)
