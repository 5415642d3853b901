"""The PostgreSQL of a shared store: sessions, locks, and small files that are kept in a table.

All of ours lies in the schema ``cockpit``, beside the lake's catalogue in ``cockpit_lake``. The
sessions are few and kept. What cannot be reached is said at once for a while after it was tried:
a page does not wait for it again and again.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from typing import Any, TypeVar

import psycopg
from filelock import Timeout
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from cockpit.errors import CockpitError, Refused, StoreAway, StoreBroken
from cockpit.places import Shared

T = TypeVar("T")
Session = psycopg.Connection[tuple[Any, ...]]
CONNECT = 5  # seconds for a connection
AGAIN = 2.0  # seconds during which one that failed is not tried again
KEPT = 4  # idle sessions
ALWAYS: dict[str, Any] = {
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "connect_timeout": CONNECT,
    "application_name": "cockpit",
    "options": "-c timezone=UTC -c synchronous_commit=on",
}
TABLES = """
    create schema if not exists cockpit;
    create table if not exists cockpit.kept (name text primary key, content bytea not null);
    create table if not exists cockpit.report (
        arrival bigint generated always as identity,
        report_id text primary key, project_id text not null, report_date text not null,
        filled_at text not null, received_at text not null, content text not null,
        state text not null default 'waiting', reason text not null default '', version integer
    );
    create index if not exists report_state on cockpit.report (state, received_at);
    create index if not exists report_day on cockpit.report (project_id, report_date)
"""
WAY_OUT = "核对 COCKPIT_CATALOGUE，PostgreSQL 是否在运行、这台机器能否连到；页面先显示最后读到的"


class Sessions:
    """The sessions of this process with a store's database. Safe for threads."""

    def __init__(self, shared: Shared) -> None:
        self.shared = shared
        self._idle: list[Session] = []  # append and pop are atomic
        self._failed: tuple[float, CockpitError] | None = None
        self._made = False
        self._making = threading.Lock()

    def open(self) -> Session:
        """A new session, each statement a transaction of its own. Raises StoreAway."""
        if self._failed and time.monotonic() < self._failed[0]:
            raise self._failed[1]
        password = self.shared.password
        try:
            session = psycopg.connect(
                make_conninfo(self.shared.catalogue, **ALWAYS, password=password or None),
                autocommit=True,
            )
        except psycopg.Error as problem:
            said = _said(problem, self.shared)
            self._failed = (time.monotonic() + AGAIN, said)
            raise said from None  # the message of libpq may hold what nobody should read
        self._failed = None
        return session

    def run(self, work: Callable[[Session], T]) -> T:
        """What ``work`` gives, in a transaction. It may be run twice, after a lost connection.

        Raises StoreAway, StoreBroken, Refused.
        """
        while True:
            try:
                session, is_new = self._idle.pop(), False
            except IndexError:
                session, is_new = self.open(), True
            try:
                with session.transaction():
                    done = work(session)
            except psycopg.OperationalError as problem:
                lost = session.broken or session.closed
                session.close()
                if lost and not is_new:  # it went while it lay idle; others may have, too
                    continue
                raise _said(problem, self.shared) from problem
            except psycopg.Error as problem:
                session.close()
                raise _said(problem, self.shared) from problem
            except BaseException:
                session.close()
                raise
            if len(self._idle) < KEPT:
                self._idle.append(session)
            else:
                session.close()
            return done

    def ask(self, sql: str, values: Any = None) -> list[tuple[Any, ...]]:
        """The rows that a question of ours gives."""
        return self.run(lambda session: session.execute(sql.encode(), values).fetchall())

    def make(self) -> None:
        """Make our own tables where they are not; once a process."""
        with self._making:
            if self._made:
                return
            self.run(_make)
            self._made = True

    def has(self, table: str) -> bool:
        """Whether a table, with its schema, is there."""
        return bool(self.ask("select to_regclass(%s) is not null", [table])[0][0])


@cache
def sessions(shared: Shared) -> Sessions:
    """The process's sessions of a store."""
    return Sessions(shared)


def _make(session: Session) -> None:
    # two first processes at once: ``if not exists`` alone lets the second fail
    session.execute("select pg_advisory_xact_lock(hashtextextended('cockpit tables', 0))")
    session.execute(TABLES.encode())


class Held:
    """A lock that is held by a session of its own, and by that alone."""

    def __init__(self, session: Session, shared: Shared) -> None:
        self._session, self._shared = session, shared

    def require(self) -> None:
        """Raise StoreAway unless it is held still: it is lost with its connection."""
        try:
            self._session.execute("select 1")
        except psycopg.Error as problem:
            raise _said(problem, self._shared) from problem


@contextmanager
def lock(shared: Shared, name: str, patience: float) -> Iterator[Held]:
    """An advisory lock of this name, in the order of asking. Raises filelock.Timeout, StoreAway."""
    session = sessions(shared).open()
    try:
        try:
            asked = [f"cockpit {name}"]
            if patience > 0:
                session.execute(f"set lock_timeout = '{max(1, int(patience * 1000)):d}ms'".encode())
                session.execute("select pg_advisory_lock(hashtextextended(%s, 0))", asked)
            else:
                found = session.execute(
                    "select pg_try_advisory_lock(hashtextextended(%s, 0))", asked
                )
                if found.fetchone() != (True,):
                    raise Timeout(name)
        except errors.LockNotAvailable:
            raise Timeout(name) from None
        except psycopg.Error as problem:
            raise _said(problem, shared) from problem
        yield Held(session, shared)
    finally:
        with suppress(psycopg.Error):
            session.close()  # and with it the lock


def _said(problem: psycopg.Error, shared: Shared) -> CockpitError:  # noqa: PLR0911  (a table)
    """What is wrong, in Chinese; never in the words of libpq, which may hold the connection."""
    where = place(shared)
    text, code = str(problem).lower(), problem.sqlstate or ""
    if "authentication failed" in text or "no password supplied" in text or code[:2] == "28":
        way_out = "核对 COCKPIT_CATALOGUE 里的用户和 COCKPIT_CATALOGUE_PASSWORD"
        return StoreAway("PostgreSQL 不认这个用户或口令", where=where, way_out=way_out)
    if ("database" in text and "does not exist" in text) or code == "3D000":
        way_out = "请管理员先建库：createdb 库名；或核对 COCKPIT_CATALOGUE"
        return StoreAway("PostgreSQL 里没有这个库", where=where, way_out=way_out)
    if code == "42501":
        way_out = "请管理员把这个库的 CREATE 权给这个用户"
        return StoreAway("PostgreSQL 的这个用户没有权限", where=where, way_out=way_out)
    if code == "25006":
        return Refused("PostgreSQL 现在只能读", where=where, way_out="核对连的是不是主库")
    if code == "53100":
        return Refused("PostgreSQL 的磁盘满了", where=where, way_out="腾出磁盘空间再试")
    if isinstance(problem, psycopg.OperationalError):
        return StoreAway("连不上 PostgreSQL", where=where, way_out=WAY_OUT)
    return StoreBroken("PostgreSQL 里的表读不了", where=where, way_out="请管理员看日志")


def place(shared: Shared) -> str:
    """The database as messages name it: without user and password."""
    said = conninfo_to_dict(shared.catalogue)
    host, port = said.get("host") or "localhost", said.get("port") or 5432
    return f"PostgreSQL {host}:{port}/{said.get('dbname') or ''}"
