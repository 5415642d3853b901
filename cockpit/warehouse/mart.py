"""The mart: one data version of the lake, held in memory and asked by the questions.

A mart is an in-memory DuckDB of its own: native tables under today's schema (tables and columns
that an old version did not have are empty and null), then the macros of ``schema/*.sql``, then
what has to name every table (``every_table``). After it is built it is locked down: no file, no
extension, no setting can be reached from a question.
"""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any, Protocol, TypeVar

import duckdb
import pyarrow as pa
from pandas import DataFrame

from cockpit.errors import UnknownVersion
from cockpit.tables.contracts import TABLES
from cockpit.warehouse import every_table, naming
from cockpit.warehouse.kept import Kept, first
from queries._gathered import gather
from queries.filters import Filters

HERE = Path(__file__).parent
MIGRATIONS = HERE / "migrations"
T = TypeVar("T")
Question = Callable[..., DataFrame]  # a typed function of ``queries``: (mart, filters, **more)
KEPT = 3  # marts held at once; the latest is never among those dropped
# reports up to which a question takes longer to share out over threads than to answer; it then
# leaves the other cores to who asks something else
SMALL = 200_000


class Source(Protocol):
    """What the marts need of a lake."""

    def newest(self) -> int:
        """The newest data version; 0 when nothing was loaded."""

    def tables_at(self, number: int) -> Iterable[tuple[str, pa.Table]]:
        """The tables as of a data version. Raises UnknownVersion."""


@dataclass(frozen=True)
class Mart:
    """A data version in memory. Ask it through a cursor of ``connection``, one a call."""

    version: int
    connection: duckdb.DuckDBPyConnection
    kept: Kept = field(default_factory=Kept, repr=False, compare=False)

    def ask(self, question: Question, filters: Filters, **more: Any) -> DataFrame:
        """The answer to a question, asked once; shared, so never written into."""
        key = (question, filters, *sorted(more.items()))
        return self.kept.get(key, lambda: question(self.connection, filters, **more))

    def cached(self, key: tuple[object, ...], make: Callable[[], T]) -> T:
        """What ``make`` gives, made once; ``key`` holds all that it depends on beside the mart."""
        return self.kept.get(key, make)


def empty() -> duckdb.DuckDBPyConnection:
    """A mart's database with all tables and macros, and no rows."""
    connection = duckdb.connect(":memory:", config={"autoinstall_known_extensions": "false"})
    for folder in (MIGRATIONS, HERE / "schema"):
        for path in sorted(folder.glob("*.sql")):
            connection.execute(path.read_text("utf-8"))
    connection.execute(every_table.questions(TABLES))
    return connection


def build(source: Source, version: int) -> Mart:
    """Build the mart of a data version. Raises UnknownVersion."""
    connection = empty()
    found = connection.execute("select table_name from duckdb_tables()").fetchall()
    ours = {name for (name,) in found}
    connection.execute("set threads = 1")  # for small tables more cost twice as much
    for name, rows in source.tables_at(version):
        if name not in ours:
            continue
        if rows.num_rows > SMALL:
            connection.execute("reset threads")
        connection.register("incoming", rows)
        connection.execute(f'insert into "{name}" by name select * from incoming')
        connection.unregister("incoming")
    if naming.is_nameless(connection) and version != (newest := source.newest()):
        naming.name_things(connection, source.tables_at(newest))
    settle(connection)
    gather(connection)
    connection.execute("checkpoint")
    (reports,) = connection.execute("select count(*) from progress_report").fetchall()[0]
    connection.execute("set threads = 1" if reports <= SMALL else "reset threads")
    lock_down(connection)
    return Mart(version, connection)


def settle(connection: duckdb.DuckDBPyConnection) -> None:
    """Give what stands under a renamed project's old id to its new one."""
    connection.execute((HERE / "identity.sql").read_text("utf-8"))
    connection.execute(every_table.renames(TABLES))
    connection.execute("drop table renamed")


def lock_down(connection: duckdb.DuckDBPyConnection) -> None:
    """Close what a question never needs: files, extensions, Python objects, further settings."""
    connection.execute("set enable_external_access = false")
    connection.execute("set python_enable_replacements = false")
    connection.execute("set lock_configuration = true")


def is_given_up(mart: Mart) -> bool:
    """Whether DuckDB gave the database up after an error of its own: it answers no more."""
    try:
        mart.connection.cursor().execute("select 1")
    except duckdb.FatalException:
        return True
    return False


class Marts:
    """The marts of this process: the latest, and a few earlier versions that somebody opened.

    ``built_in``: the seconds that the latest took.
    """

    def __init__(self, source: Source) -> None:
        self.built_in = 0.0
        self._source = source
        self._held: dict[int, Mart] = {}
        self._latest: Mart | None = None
        self._registry = threading.Lock()
        self._building_latest = threading.Lock()
        self._building_earlier = threading.Lock()

    def refresh(self) -> Mart:
        """Look at the lake; build the newest version where it is not held. Returns the latest."""
        with self._building_latest:
            newest = self._source.newest()
            latest = self._latest
            if latest is None or latest.version != newest or is_given_up(latest):
                begun = perf_counter()
                with first():
                    latest = self._latest = self._build(newest)
                self.built_in = perf_counter() - begun
            return latest

    def _build(self, newest: int) -> Mart:
        while True:
            try:
                return build(self._source, newest)
            except UnknownVersion:
                before, newest = newest, self._source.newest()
                if newest == before:
                    raise  # else it was taken back by a restore in between

    def held(self) -> Mart | None:
        """The latest mart as last refreshed, None before the first; never builds."""
        return self._latest

    def latest(self) -> Mart:
        """The latest mart as last refreshed, without a look at the lake."""
        return self._latest or self.refresh()

    def at(self, version: int | None) -> Mart:
        """The mart of a version (None: the latest). One earlier version is built at a time.

        Raises UnknownVersion.
        """
        latest = self.latest()
        if version is None or version == latest.version:
            return latest
        with self._building_earlier:
            with self._registry:
                held = self._held.pop(version, None)
                if held is not None and not is_given_up(held):
                    self._held[version] = held  # most recently used last
                    return held
            mart = build(self._source, version)
            with self._registry:
                self._held[version] = mart
                while len(self._held) > KEPT - 1:
                    # dropped, not closed: a question may still run on it
                    self._held.pop(next(iter(self._held)))
            return mart
