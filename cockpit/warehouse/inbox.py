"""The inbox: reports from sites, durable before anybody is told that they arrived.

A file of its own beside the catalogue, of a shared store a table of its own beside the lake's: a
post must not wait for a load, and nobody but the lake's writer touches the catalogue. The collector
(``collecting.py``) takes what waits into the lake. All stays here, with what became of it: what the
gate refused, with its reason, too.
"""

import json
import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from cockpit.errors import ReportRefused, StoreBroken
from cockpit.places import Shared, Where

NAME = "inbox.sqlite"
AUTHOR = "现场填报"  # of the versions in which reports come into the lake
WAITING, TAKEN, REFUSED = "waiting", "taken", "refused"
PATIENCE = 10.0  # seconds for another process that writes
TABLE = """
create table if not exists report (
    report_id text primary key, project_id text not null, report_date text not null,
    filled_at text not null, received_at text not null, content text not null,
    state text not null default 'waiting', reason text not null default '', version integer
) strict
"""
INDICES = (
    "create index if not exists report_state on report (state, received_at)",
    "create index if not exists report_day on report (project_id, report_date)",
)
COLUMNS = (
    "report_id, project_id, report_date, filled_at, received_at, content, state, reason, version"
)
_MARKS = ", ".join("?" for _ in COLUMNS.split(","))
LAST = "where project_id = ? and report_date = ? order by received_at desc limit 1"
PUT = (
    "insert into {table} (report_id, project_id, report_date, filled_at, received_at, content)"
    " values (?, ?, ?, ?, ?, ?) on conflict do nothing"
)
SETTLE = "update {table} set state = ?, reason = ?, version = ? where report_id = ?"
BRING = f"insert into {{table}} ({COLUMNS}) values ({_MARKS}) on conflict do nothing"
Row = tuple[Any, ...]


@dataclass(frozen=True)
class Arrived:
    """A report as it arrived. Times are Shanghai's, without a zone; ``received_at`` the server's.

    ``filled_at``: when it was filled in, by the server's clock. ``content``: what was said
    (``site_report.py``). ``state``: waiting, taken or refused; ``reason``: why refused;
    ``version``: the data version with which it was taken.
    """

    report_id: str
    project_id: str
    report_date: date
    filled_at: datetime
    received_at: datetime
    content: dict[str, Any]
    state: str = WAITING
    reason: str = ""
    version: int | None = None


@dataclass(frozen=True)
class Settled:
    """What became of a report: its id, ``reason`` where it was refused, else ``version``."""

    report_id: str
    reason: str = ""
    version: int | None = None


class Inbox:
    """The inbox of the store at ``where``. Safe for threads and for several processes.

    Made at the first report. Every method raises StoreBroken where it cannot be read or written.
    """

    def __init__(self, where: Where) -> None:
        self._box: _Box = _InPostgres(where) if isinstance(where, Shared) else _InFile(where)

    def put(self, arrived: Arrived) -> Arrived:
        """Keep a report; done when it is on the disk. What is there under its id already stands.

        Of a project's day none is received before the one before it: by a clock that went back the
        last report would be older than what it corrects. Raises ReportRefused where the id is
        another project's.
        """
        arrived = self._after_the_last(arrived)
        row = [
            arrived.report_id,
            arrived.project_id,
            arrived.report_date.isoformat(),
            arrived.filled_at.isoformat(sep=" "),
            arrived.received_at.isoformat(sep=" "),
            json.dumps(arrived.content, ensure_ascii=False),
        ]
        self._box.write(PUT, [row])
        (found,) = self._box.ask("where report_id = ?", [arrived.report_id])
        there = _arrived(found)
        if there.project_id != arrived.project_id:
            raise ReportRefused("这个编号已有别的填报用了", way_out="刷新这一页，再填一次")
        return there

    def _after_the_last(self, arrived: Arrived) -> Arrived:
        """A report by a clock that does not go back within its project's day."""
        day = [arrived.project_id, arrived.report_date.isoformat()]
        for last in self._box.ask(LAST, day):
            late = _arrived(last).received_at - arrived.received_at
            if late > timedelta():
                moved = (arrived.filled_at + late, arrived.received_at + late)
                return replace(arrived, filled_at=moved[0], received_at=moved[1])
        return arrived

    def waiting(self, most: int) -> list[Arrived]:
        """What waits to be taken, the first received first."""
        return self._asked(
            f"where state = '{WAITING}' order by received_at, arrival limit ?", [most]
        )

    def of_day(self, project_id: str, day: date) -> list[Arrived]:
        """A project's reports of a day, the one that was filled in last at the end."""
        where = "where project_id = ? and report_date = ? order by filled_at, received_at, arrival"
        return self._asked(where, [project_id, day.isoformat()])

    def all(self) -> list[Arrived]:
        """Every report that ever arrived, in the order of their arrival."""
        return self._asked("order by received_at, arrival", [])

    def settle(self, settled: Iterable[Settled]) -> None:
        """Note what became of reports, all in one step."""
        rows = [
            [REFUSED if one.reason else TAKEN, one.reason, one.version, one.report_id]
            for one in settled
        ]
        if rows:
            self._box.write(SETTLE, rows)

    def whole(self) -> list[Row]:
        """Every row as it is kept, in the order of arrival: for a copy."""
        return self._box.ask("order by arrival", [])

    def bring(self, rows: Iterable[Row]) -> None:
        """Bring in the rows of a copy; what is there stays as it is."""
        self._box.write(BRING, [list(row) for row in rows])

    def close(self) -> None:
        """Let go of the file."""
        self._box.close()

    def _asked(self, clause: str, values: list[Any]) -> list[Arrived]:
        return [_arrived(row) for row in self._box.ask(clause, values)]


class _Box(Protocol):
    """Where the rows are. SQL has ? for its values, and ``arrival`` for the order of arriving."""

    def ask(self, clause: str, values: list[Any]) -> list[Row]:
        """The rows that a clause gives; none without an inbox."""

    def write(self, sql: str, rows: list[list[Any]]) -> None:
        """Write rows in one step, durable when it is done; makes the inbox."""

    def close(self) -> None:
        """Let go of it."""


class _InFile:
    """A file beside the catalogue; ``arrival`` is SQLite's rowid."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self._guard = threading.Lock()
        self._opened: sqlite3.Connection | None = None

    def ask(self, clause: str, values: list[Any]) -> list[Row]:
        """The rows that a clause gives."""
        with self._connection() as con:
            if con is None:
                return []
            clause = clause.replace("arrival", "rowid")
            found: list[Row] = con.execute(
                f"select {COLUMNS} from report {clause}", values
            ).fetchall()
            return found

    def write(self, sql: str, rows: list[list[Any]]) -> None:
        """Write rows in one step."""
        with self._connection(made=True) as con:
            con.execute("begin immediate")
            con.executemany(sql.format(table="report"), rows)
            con.execute("commit")

    def close(self) -> None:
        """Let go of the file."""
        with self._guard:
            if self._opened is not None:
                self._opened.close()
                self._opened = None

    @contextmanager
    def _connection(self, *, made: bool = False) -> Iterator[Any]:
        """The connection, one thread at a time; None without an inbox, unless one is ``made``."""
        with self._guard:
            try:
                if self._opened is not None and not self.path.exists():  # it was taken away
                    self._opened.close()
                    self._opened = None
                if self._opened is None and (made or self.path.exists()):
                    self._opened = _open(self.path)
                yield self._opened
            except sqlite3.Error as problem:
                if self._opened is not None and self._opened.in_transaction:
                    self._opened.rollback()
                raise StoreBroken(
                    "填报的收件箱现在写不进或读不出",
                    where=self.path.name,
                    way_out="稍后再试；一直这样，请管理员看磁盘空间和权限",
                ) from problem


class _InPostgres:
    """A table of PostgreSQL, not of the bucket: what became of many is noted in one step."""

    def __init__(self, shared: Shared) -> None:
        from cockpit import postgres  # noqa: PLC0415  (its client is for shared stores alone)

        self._sessions = postgres.sessions(shared)

    def ask(self, clause: str, values: list[Any]) -> list[Row]:
        """The rows that a clause gives."""
        if not self._sessions.has("cockpit.report"):
            return []
        sql = f"select {COLUMNS} from cockpit.report {clause}"
        return self._sessions.ask(sql.replace("?", "%s"), values)

    def write(self, sql: str, rows: list[list[Any]]) -> None:
        """Write rows in one step; twice is as once."""
        self._sessions.make()
        said = sql.format(table="cockpit.report").replace("?", "%s").encode()
        self._sessions.run(lambda session: session.cursor().executemany(said, rows))

    def close(self) -> None:
        """Nothing: the sessions are the process's."""


def copy(source: Where, target: Where) -> None:
    """Copy an inbox from one store to another as it is at one moment; nothing without one."""
    if isinstance(source, Path) and isinstance(target, Path):
        if (source / NAME).exists():
            with closing(_open(source / NAME)) as whole, closing(_open(target / NAME)) as copied:
                whole.backup(copied)
    elif rows := Inbox(source).whole():
        with closing(Inbox(target)) as into:
            into.bring(rows)


def merge(source: Path, target: Where) -> None:
    """Bring what a copy has into the inbox of ``target``; what is there stays as it is."""
    with closing(Inbox(source)) as copied, closing(Inbox(target)) as into:
        if rows := copied.whole():
            into.bring(rows)


@cache
def inbox(where: Where) -> Inbox:
    """The process's inbox of a store."""
    return Inbox(where)


def _open(path: Path) -> sqlite3.Connection:
    if not path.exists():  # sites are named in it, and people: for nobody but the server
        with open(path, "ab", opener=lambda name, flags: os.open(name, flags, 0o600)):
            pass
    con = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
    con.execute("pragma journal_mode = wal")
    con.execute("pragma synchronous = full")  # on the disk before anybody is told
    con.execute(TABLE)
    for index in INDICES:
        con.execute(index)
    return con


def _arrived(row: Any) -> Arrived:
    report_id, project_id, day, filled, received, content, state, reason, version = row
    return Arrived(
        report_id,
        project_id,
        date.fromisoformat(day),
        datetime.fromisoformat(filled),
        datetime.fromisoformat(received),
        json.loads(content),
        state,
        reason,
        version,
    )
