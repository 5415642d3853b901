"""The lake: every data version ever committed, with author and message.

DuckLake on a SQLite catalogue with Parquet files beside it. A **data version** is the sequential
number people see (``?version=n``); it stands in the commit's extra info. DuckLake's own snapshot
id, which also counts migrations and commits that change no served table, stays in here.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any

import duckdb
import pyarrow as pa
from duckdb import DuckDBPyConnection
from filelock import FileLock, Timeout

from cockpit.errors import BadBackup, LakeBusy, Refused, UnknownVersion
from cockpit.settings import SHANGHAI
from cockpit.warehouse import copies, extensions, migrating

MIGRATIONS = Path(__file__).parent / "migrations"
COMMITS = """
    select snapshot_id, snapshot_time, author, commit_message, commit_extra_info
    from __ducklake_metadata_lake.ducklake_snapshot
    join __ducklake_metadata_lake.ducklake_snapshot_changes using (snapshot_id)
    order by snapshot_id
"""
NEWEST = """
    select snapshot_id, snapshot_time from __ducklake_metadata_lake.ducklake_snapshot
    order by snapshot_id desc limit 1
"""
TABLES = """
    select table_name from __ducklake_metadata_lake.ducklake_table
    where table_id in (select table_id from __ducklake_metadata_lake.ducklake_table_stats)
        and begin_snapshot <= $snapshot and (end_snapshot is null or end_snapshot > $snapshot)
    order by table_id
"""


@dataclass(frozen=True)
class Version:
    """A data version: its number, when (Asia/Shanghai), by whom and why it was committed."""

    number: int
    snapshot_id: int
    at: datetime
    author: str
    message: str


@dataclass
class Commit:
    """What a change wrote: ``version`` is its data version, None as long as nothing changed."""

    version: int | None = None


@dataclass(frozen=True)
class Change:
    """A row as a version wrote it. ``kind``: insert, delete, update_preimage, update_postimage."""

    version: int
    kind: str
    row: dict[str, Any]


class Lake:
    """The store in ``folder``; ``migrations`` and ``patience`` (seconds) differ only in tests.

    Safe for threads: readers share one attachment, each question on a cursor of its own.
    """

    def __init__(
        self, folder: Path, *, migrations: Path = MIGRATIONS, patience: float = 60.0
    ) -> None:
        self.folder, self.migrations, self.patience = folder, migrations, patience
        self.catalogue = folder / "catalog.sqlite"
        self.files = folder / "files"
        self._guard = Lock()
        self._reader: DuckDBPyConnection | None = None
        self._known: tuple[tuple[Any, ...], list[Version]] | None = None

    def exists(self) -> bool:
        """Whether a store was made here."""
        return self.catalogue.is_file()

    def create(self) -> None:
        """Make the store and apply the migrations it has not had. Done already: does nothing."""
        if self.exists() and not migrating.pending(self._cursor(), self.migrations):
            return
        self.files.mkdir(parents=True, exist_ok=True)
        with self._writer_lock():
            # a new store gets its name when it is whole: no reader meets half of one
            making = self.catalogue if self.exists() else self.catalogue.with_suffix(".making")
            with self._writer(making) as con:
                has_data = bool(_served(con))
                migrating.apply(con, self.migrations, catalogue=making, has_data=has_data)
            making.replace(self.catalogue)

    def newest_snapshot(self) -> int:
        """A number that moves with every commit and every restore (about 1 ms); 0 without one."""
        return int(self._ask(NEWEST)[0][0]) if self.exists() else 0

    def newest(self) -> int:
        """The newest data version that is served; 0 when nothing was committed."""
        versions = self.versions()
        return versions[-1].number if versions else 0

    def versions(self) -> list[Version]:
        """All data versions, oldest first."""
        if not self.exists():
            return []
        cursor = self._cursor()
        mark = cursor.execute(NEWEST).fetchall()[0]
        with self._guard:
            if self._known and self._known[0] == mark:
                return self._known[1]
        versions = _served(cursor)
        with self._guard:
            self._known = (mark, versions)  # at worst newer than its mark: read once more
        return versions

    def version(self, number: int) -> Version:
        """The version ``number``; 0 is the empty store. Raises UnknownVersion."""
        versions = self.versions()
        if number == 0 and self.exists():
            before = versions[0].snapshot_id if versions else self.newest_snapshot() + 1
            snapshot, at, *_ = [row for row in self._ask(COMMITS) if row[0] < before][-1]
            return Version(0, snapshot, _shanghai(at), "", "空的湖")
        for version in versions:
            if version.number == number:
                return version
        raise UnknownVersion(
            f"没有第 {number} 版数据，最新是第 {self.newest()} 版",
            way_out="去掉链接里的 version，看最新版",
        )

    def tables_at(self, number: int) -> Iterator[tuple[str, pa.Table]]:
        """Every table as it was in data version ``number``, all at one snapshot.

        Not among them: a table that a later migration made, or that has never had a row (reading
        one of those takes DuckLake 13 ms). Raises UnknownVersion.
        """
        if number == 0 and not self.exists():
            return
        snapshot = self.version(number).snapshot_id
        cursor = self._cursor()
        try:
            cursor.execute("begin")  # one look at the catalogue for all tables: half the time
            for (name,) in cursor.execute(TABLES, {"snapshot": snapshot}).fetchall():
                if name != migrating.TABLE:
                    # a name from the catalogue and an int of ours; AT takes no parameter
                    rows = f'select * from lake."{name}" at (version => {snapshot:d})'
                    yield name, cursor.execute(rows).to_arrow_table()
        finally:
            cursor.close()

    def changes(self, table: str, column: str, value: str) -> list[Change]:
        """How the rows of ``table`` whose ``column`` is ``value`` came to be, version by version.

        ``table`` and ``column`` are names of ours. A table that was never made has no changes.
        """
        snapshots = {v.snapshot_id: v.number for v in self.versions()}
        known = [row[0] for row in self._ask(TABLES, {"snapshot": self.newest_snapshot()})]
        if not snapshots or table not in known:
            return []
        cursor = self._cursor().execute(
            "select * from ducklake_table_changes('lake', 'main', $table, $first, $last)"
            f' where "{column}" = $value order by snapshot_id, rowid, change_type desc',
            {"table": table, "value": value, "first": min(snapshots), "last": max(snapshots)},
        )
        names = [d[0] for d in cursor.description or []][3:]
        return [
            Change(snapshots[row[0]], row[2], dict(zip(names, row[3:], strict=True)))
            for row in cursor.fetchall()
            if row[0] in snapshots
        ]

    def reading(self) -> DuckDBPyConnection:
        """A cursor that reads the newest state, the lake as default; it cannot write."""
        cursor = self._cursor()
        cursor.execute("use lake")  # a cursor does not inherit it
        return cursor

    @contextmanager
    def change(
        self, author: str, message: str, *, served: bool = True, commit: Commit | None = None
    ) -> Iterator[DuckDBPyConnection]:
        """The one way to write: all of the block is committed, or on any exception nothing.

        Yields a connection inside a transaction with the lake as default. A block that changes
        nothing makes no version. ``served=False`` commits without a new data version (nothing
        that screens show has changed). ``commit`` is told the version: asked for afterwards,
        ``newest`` may be another writer's. Raises LakeBusy after waiting for another writer.
        """
        with self._writer_lock(), self._writer(self.catalogue) as con:
            note: dict[str, object] = {"served": served}
            number = max((v.number for v in _served(con)), default=0) + 1
            if served:
                note["data_version"] = number
            before = con.execute(NEWEST).fetchall()
            con.execute("begin")
            yield con
            con.execute(
                "call lake.set_commit_message(?, ?, extra_info => ?)",
                [author, message, json.dumps(note)],
            )
            con.execute("commit")
            if commit and served and con.execute(NEWEST).fetchall() != before:
                commit.version = number

    def backup(self, target: Path) -> int:
        """Copy the whole lake into the folder ``target``; the newest version that is in it.

        Raises Refused for the lake's own folder, LakeBusy.
        """
        if target.resolve().is_relative_to(self.folder.resolve()):
            raise Refused("备份不能放在湖自己的文件夹里", where=str(target), way_out="换一个文件夹")
        with self._writer_lock():
            copies.backup(self.catalogue, self.files, target)
            return self.newest()

    def restore(self, source: Path) -> int:
        """Put back what ``backup`` wrote; returns the new data version, never used before.

        Readers that run go on and notice. Raises BadBackup, LakeBusy.
        """
        if source.resolve() == self.folder.resolve():
            raise BadBackup(
                "这是湖自己的文件夹，不是备份",
                where=str(source),
                way_out="给出 backup 写下的文件夹",
            )
        copies.inspect(source)
        self.files.mkdir(parents=True, exist_ok=True)
        with self._writer_lock():
            return copies.restore(source, self.catalogue, self.files, used=self.newest())

    @contextmanager
    def _writer_lock(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.folder / "writer.lock", timeout=self.patience)
        try:
            lock.acquire()
        except Timeout:
            raise LakeBusy(
                f"另一个导入正在写，等了 {self.patience:.0f} 秒", way_out="稍后再试"
            ) from None
        try:
            yield
        finally:
            lock.release()

    @contextmanager
    def _writer(self, catalogue: Path) -> Iterator[DuckDBPyConnection]:
        """A writing attachment; a transaction left open is rolled back."""
        base = extensions.connect()
        con = base.cursor()
        try:
            self._attach(con, catalogue)
            con.execute("use lake")
            yield con
        finally:
            con.close()
            with suppress(duckdb.Error):  # one that does not let go is not used again
                base.execute("detach lake")
                extensions.put_back(base)

    def _attach(self, con: DuckDBPyConnection, catalogue: Path, options: str = "") -> None:
        store, files = _quoted(f"ducklake:sqlite:{catalogue}"), _quoted(str(self.files))
        con.execute(  # attach takes no parameters; both paths are the setting's
            f"attach {store} as lake (data_path {files}, override_data_path true,"
            f" meta_journal_mode 'WAL'{options})"
        )

    def _cursor(self) -> DuckDBPyConnection:
        with self._guard:
            if self._reader is None:
                reader = extensions.connect()
                self._attach(reader, self.catalogue, ", read_only")
                self._reader = reader
            return self._reader.cursor()

    def close(self) -> None:
        """Let go of the reader's attachment; the next question attaches anew."""
        with self._guard:
            reader, self._reader = self._reader, None
        if reader is not None:
            reader.execute("detach lake")
            extensions.put_back(reader)

    def _ask(self, sql: str, values: dict[str, object] | None = None) -> list[tuple[Any, ...]]:
        return self._cursor().execute(sql, values or {}).fetchall()


def _served(con: DuckDBPyConnection) -> list[Version]:
    versions = []
    for snapshot, at, author, message, note in con.execute(COMMITS).fetchall():
        said = json.loads(note) if note else {}
        if said.get("served"):
            number = int(said["data_version"])
            versions.append(Version(number, snapshot, _shanghai(at), author, message))
    return versions


def _shanghai(at: str) -> datetime:
    return datetime.fromisoformat(at).astimezone(SHANGHAI)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
