"""The lake: every data version ever committed, with author and message.

DuckLake on a SQLite catalogue with Parquet files beside it. A **data version** is the sequential
number people see (``?version=n``); it stands in the commit's extra info. DuckLake's own snapshot
id, which also counts migrations and commits that change no served table, stays in here.
"""

import json
import logging
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection
from filelock import Timeout

from cockpit import journal
from cockpit.errors import BadBackup, CockpitError, LakeBusy, Refused, StoreBroken, UnknownVersion
from cockpit.places import Where, lock
from cockpit.warehouse import catalogue as catalogues
from cockpit.warehouse import copies, extensions, inbox, migrating, originals, photos, upkeep
from cockpit.warehouse.ground import FILES, ground
from cockpit.warehouse.reader import Reader
from cockpit.warehouse.upkeep import Tidied

log = logging.getLogger(__name__)
MIGRATIONS = Path(__file__).parent / "migrations"
AGAIN = 5.0  # seconds until a store that could not be read is tried again though it did not move
UNREAD = timedelta(days=1)  # after which nobody reads a file any more that was merged
IN_FOLDER = "这个命令只用于一个文件夹里的存储，现在用的是共用的"
SHARED_WAY = "备份和恢复用 pg_dump、桶的版本；或用 move 搬到一个文件夹，见 docs/machines.md"
VERSION = "version="  # of a link
NEWEST = "select max(snapshot_id) from __ducklake_metadata_lake.ducklake_snapshot"
TABLES = """
    select table_name from __ducklake_metadata_lake.ducklake_table
    where table_id in (select table_id from __ducklake_metadata_lake.ducklake_table_stats)
        and begin_snapshot <= $snapshot and (end_snapshot is null or end_snapshot > $snapshot)
    order by table_id
"""


@dataclass(frozen=True)
class Version:
    """A data version: its number, when (Asia/Shanghai), by whom and why it was committed.

    ``has_before``: whether the snapshot before it is there, without which nobody can say what it
    wrote.
    """

    number: int
    snapshot_id: int
    at: datetime
    author: str
    message: str
    has_before: bool = True


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


@dataclass(frozen=True)
class Proof:
    """What ``Lake.prove`` read: each version with its number of files, and how many files in all.

    ``hashed``: how many of them were compared with the hash of when they were written. ``wrong``
    has a Chinese sentence by file; it is empty for a store that is whole.
    """

    versions: tuple[tuple[Version, int], ...]
    files: int
    hashed: int
    wrong: dict[Path, str]


class Lake:
    """The store at ``where``; ``migrations`` and ``patience`` (seconds) differ only in tests.

    Safe for threads: readers share one attachment, each question on a cursor of its own. Every
    method raises StoreBroken where the store is damaged or may not be read.
    """

    def __init__(
        self, where: Where, *, migrations: Path = MIGRATIONS, patience: float = 60.0
    ) -> None:
        self.where, self.migrations, self.patience = where, migrations, patience
        self.ground = ground(where)
        self._guard = Lock()
        self._reader: Reader | None = None
        self._mark: object = ()
        self._fault: CockpitError | None = None  # of the catalogue as it is marked
        self._again = 0.0

    @property
    def folder(self) -> Path:
        """The folder of a store that lies in one; what is shared has none."""
        if not isinstance(self.where, Path):
            raise Refused(IN_FOLDER, where=self.ground.place, way_out=SHARED_WAY)
        return self.where

    @property
    def catalogue(self) -> Path:
        """The catalogue of a store in a folder."""
        return self.folder / catalogues.NAME

    @property
    def files(self) -> Path:
        """The Parquet files of a store in a folder."""
        return self.folder / FILES

    def exists(self) -> bool:
        """Whether a store was made here; one that is lost, locked away, out of reach was."""
        return self.ground.exists()

    def create(self) -> None:
        """Make the store and apply the migrations it has not had. Done already: does nothing."""
        if self.exists():
            self.verify()
            with self._reading() as (_, cursor):
                if not migrating.pending(cursor, self.migrations):
                    return
        with self._writer_lock() as held:
            if self.exists():  # another machine made it, or migrated it, while this one waited
                with self._writing(held) as con:
                    migrating.apply(con, self.migrations, backed_up=self._before)
            else:
                # a new store gets its name when it is whole: no reader meets half of one
                with self.ground.making() as con:
                    migrating.apply(con, self.migrations)
                self._seal()

    def newest_snapshot(self) -> int:
        """A number that moves with every commit and every restore; 0 without a store."""
        if not self.exists() and self._reader is None:
            return 0
        with self._using(must_be_sound=True) as reader:
            return reader.taken.snapshot

    def newest(self) -> int:
        """The newest data version that is served; 0 when nothing was committed.

        A look at the files' marks where nothing changed. Raises StoreBroken also where an earlier
        state can still be read.
        """
        if not self.exists() and self._reader is None:
            return 0
        with self._using(must_be_sound=True) as reader:
            return reader.taken.version

    def versions(self) -> list[Version]:
        """All data versions, oldest first; as last read where the store was damaged since."""
        if not self.exists() and self._reader is None:
            return []
        with self._using() as reader:
            return _served(reader)

    def version(self, number: int) -> Version:
        """The version ``number``; 0 is the empty store. Raises UnknownVersion."""
        if not self.exists() and self._reader is None:
            raise unknown(number, ())
        with self._using() as reader:
            return _version_in(reader, number)

    def tables_at(self, number: int) -> Iterator[tuple[str, pa.Table]]:
        """Every table as it was in data version ``number``, all at one snapshot.

        Its files are compared with what was written before any is read. Not among them: a table
        that a later migration made, or that has never had a row (reading one of those takes
        DuckLake 13 ms). Raises UnknownVersion.
        """
        if number == 0 and not self.exists():
            return
        with self._using() as reader, self.ground.told(ours=True):
            snapshot = _version_in(reader, number).snapshot_id
            its = [file for file in reader.taken.files if file.is_in(snapshot)]
            self.ground.require(its, reader.hashes)
            with reader.cursor() as cursor:
                cursor.execute("begin")  # one look at the catalogue for all tables: half the time
                for (name,) in cursor.execute(TABLES, {"snapshot": snapshot}).fetchall():
                    if name != migrating.TABLE:
                        # a name from the catalogue and an int of ours; AT takes no parameter
                        rows = f'select * from lake."{name}" at (version => {snapshot:d})'
                        yield name, cursor.execute(rows).to_arrow_table()

    def changes(self, table: str, column: str, value: str) -> list[Change]:
        """How the rows of ``table`` whose ``column`` is ``value`` came to be, version by version.

        ``table`` and ``column`` are names of ours. A table that was never made has no changes.
        """
        if not self.exists() and self._reader is None:
            return []
        with self._reading() as (reader, cursor):
            versions = _served(reader)
            if not versions:
                return []
            first, last = versions[0].snapshot_id, versions[-1].snapshot_id
            known = cursor.execute(TABLES, {"snapshot": last}).fetchall()
            if (table,) not in known:
                return []
            cursor.execute(
                "select * from ducklake_table_changes('lake', 'main', $table, $first, $last)"
                f' where "{column}" = $value order by snapshot_id, rowid, change_type desc',
                {"table": table, "value": value, "first": first, "last": last},
            )
            names = [d[0] for d in cursor.description or []][3:]
            not_served = {c.snapshot_id for c in reader.taken.commits if c.number is None}
            ends = [version.snapshot_id for version in versions]
            return [
                # of a version that was dropped: the next one is the first that has it
                Change(
                    versions[bisect_left(ends, row[0])].number,
                    row[2],
                    dict(zip(names, row[3:], strict=True)),
                )
                for row in cursor.fetchall()
                if row[0] not in not_served
            ]

    @contextmanager
    def looking(self) -> Iterator[DuckDBPyConnection]:
        """A cursor that reads the newest state for the time of the block, the lake as default.

        What it makes apart (a temporary table) is gone with it; it cannot write. Needs a store.
        """
        with self._reading() as (_, cursor):
            cursor.execute("use lake")  # a cursor does not inherit it
            yield cursor

    def reading(self) -> DuckDBPyConnection:
        """A cursor that reads the newest state, the lake as default; it cannot write.

        It keeps its attachment until this process ends.
        """
        with self._guard:
            reader = self._current()
            reader.users += 1
        cursor = reader.cursor()
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
        ``newest`` may be another writer's. Raises LakeBusy after waiting for another writer,
        Refused where the disk is full or may not be written.
        """
        with self._writer_lock() as held:
            number = self.newest() + 1
            with self._writing(held) as con:
                # a server that was started on a store of an earlier day writes into today's tables
                migrating.apply(con, self.migrations, backed_up=self._before)
                note: dict[str, object] = {"served": served}
                if served:
                    note["data_version"] = number
                before = con.execute(NEWEST).fetchall()
                con.execute("begin")
                yield con
                con.execute(
                    "call lake.set_commit_message(?, ?, extra_info => ?)",
                    [author, message, json.dumps(note)],
                )
                held()
                con.execute("commit")
                if served and con.execute(NEWEST).fetchall() != before:
                    journal.event(log, "write", who=author, what=message, version=number)
                    if commit:
                        commit.version = number

    def verify(self) -> None:
        """Raise StoreBroken unless catalogue and files of every version are as they were written.

        What did not change since it was last compared is not read again.
        """
        with self._using(must_be_sound=True) as reader:
            self.ground.require(reader.taken.files, reader.hashes)

    def prove(self) -> Proof:
        """Read every row of every file of every version, and the newest version as served."""
        with self._using(must_be_sound=True) as reader:
            taken, hashes = reader.taken, reader.hashes
            versions = _served(reader)
        wrong = self.ground.wrong_files(taken.files, hashes)
        counts = [sum(f.is_in(version.snapshot_id) for f in taken.files) for version in versions]
        if not wrong:
            for _ in self.tables_at(taken.version):
                pass
        hashed = sum(file.name in hashes for file in taken.files)
        by_version = tuple(zip(versions, counts, strict=True))
        return Proof(by_version, len(taken.files), hashed, wrong)

    def tidy(self, unread: timedelta = UNREAD, keep: timedelta | None = None) -> Tidied:
        """Merge small files of a table into one, drop versions, clear away what is read no more.

        Every version that stays is as it was. Those that may be dropped (``upkeep``) go when they
        are older than ``keep``; None keeps all. A file that is read no more stays for ``unread``,
        for who began to. Killed at any moment it leaves a whole store, and the next one goes on.
        Raises LakeBusy while another writes, Refused.
        """
        now = datetime.now(UTC)
        with self._writer_lock() as held:
            self.verify()  # a damaged store keeps the manifest that tells of it
            self.ground.begin_upkeep()
            with self._writing(held) as con:
                before = upkeep.held(self.ground.take(), self.ground.sizes())
                con.execute(extensions.ONE_THREAD)  # two of them wait for each other in FLUSH
                con.execute(upkeep.FLUSH)
                con.execute(upkeep.MERGE)
                taken = self.ground.take()
                dropped = self._droppable(con, taken.commits, now, keep)
                if dropped:
                    upkeep.expire(con, dropped)
                cleared = len(con.execute(upkeep.CLEAR, [now - unread]).fetchall())
                waiting = upkeep.unread(con, now - unread)
                left = self._unfinished(waiting, now - unread)
                held()
                self.ground.remove(left)
            self.ground.begin_upkeep()
            self.ground.shrink()
            self._seal()
            sizes = self.ground.sizes()
            after = upkeep.held(self.ground.take(), sizes)
        there = [sizes[name] for name in waiting if name in sizes]
        return Tidied(before, after, _numbers(dropped), cleared, len(left), len(there), sum(there))

    def tidy_tried(self, unread: timedelta = UNREAD, keep: timedelta | None = None) -> Tidied:
        """What ``tidy`` would do; nothing is changed, and nobody waited for."""
        now = datetime.now(UTC)
        sizes = self.ground.sizes()
        with self._using(must_be_sound=True) as reader, reader.cursor() as con:
            taken = reader.taken
            before = upkeep.held(taken, sizes)
            dropped = _numbers(self._droppable(con, taken.commits, now, keep))
            waiting = {n: due for n, due in upkeep.unread(con, now - unread).items() if n in sizes}
            left = self._unfinished(waiting, now - unread)
        stays = [sizes[name] for name, is_due in waiting.items() if not is_due]
        versions = before.versions - len(dropped)
        after = replace(before, files=upkeep.fewest(taken), versions=versions)
        cleared = len(waiting) - len(stays)
        return Tidied(before, after, dropped, cleared, len(left), len(stays), sum(stays))

    def backup(self, target: Path) -> int:
        """Copy the whole lake into the folder ``target``; the newest version that is in it.

        Done when every file was read back. It needs no right to write here, and waits for no load:
        what is read is of one moment. Raises Refused for a lake's folder, LakeBusy, OSError.
        """
        if target.resolve().is_relative_to(self.folder.resolve()):
            raise Refused("备份不能放在湖自己的文件夹里", where=str(target), way_out="换一个文件夹")
        self.verify()
        with self._using(must_be_sound=True) as reader:
            copies.backup(reader.taken, reader.hashes, self.files, target)
            originals.copy(self.folder, target)
            photos.copy(self.folder, target)
            inbox.copy(self.folder, target)  # last: the photos of what is in it are there
            return reader.taken.version

    def restore(self, source: Path) -> int:
        """Put back what ``backup`` wrote; returns the new data version, never used before.

        All of it is checked before anything here is touched. Readers that run go on and notice.
        Raises BadBackup, LakeBusy, OSError.
        """
        if source.resolve() == self.folder.resolve():
            raise BadBackup(
                "这是湖自己的文件夹，不是备份",
                where=str(source),
                way_out="给出 backup 写下的文件夹",
            )
        found = copies.inspect(source)
        try:
            originals.copy(source, self.folder)  # beside those that are there
            photos.copy(source, self.folder)
            inbox.merge(source, self.folder)
        except StoreBroken as problem:
            raise BadBackup(problem.what, where=problem.where, way_out=copies.AGAIN) from problem
        self.files.mkdir(parents=True, exist_ok=True)
        with self._writer_lock():
            number = copies.restore(source, found, self.catalogue, self.files)
            self._seal(found.files)
            return number

    @contextmanager
    def _writer_lock(self) -> Iterator[Callable[[], None]]:
        """One writer at a time; what it yields raises once that is no longer sure."""
        if isinstance(self.where, Path):
            self.where.mkdir(parents=True, exist_ok=True)
        with ExitStack() as until:
            try:
                its = until.enter_context(lock(self.where, "writer", self.patience))
            except Timeout:
                raise LakeBusy(
                    f"另一个导入正在写，等了 {self.patience:.0f} 秒", way_out="稍后再试"
                ) from None
            yield self.ground.held(its)

    @contextmanager
    def _writing(self, held: Callable[[], None]) -> Iterator[DuckDBPyConnection]:
        """A writing attachment to a store that is whole; what fails leaves nothing behind."""
        self.verify()  # never onto a damaged store
        before = self.ground.files()
        try:
            with self.ground.writer() as con:
                yield con
        except BaseException:
            self._sweep(before, held)
            raise
        finally:
            self._seal()

    def _droppable(
        self,
        con: DuckDBPyConnection,
        commits: Sequence[catalogues.Commit],
        now: datetime,
        keep: timedelta | None,
    ) -> tuple[catalogues.Commit, ...]:
        return () if keep is None else upkeep.droppable(commits, now - keep, upkeep.pinned(con))

    def _unfinished(self, waiting: Collection[str], before: datetime) -> set[str]:
        """Files of killed loads: no catalogue knows them, nor upkeep itself."""
        named = {file.name for file in self.ground.take().files}
        return self.ground.old_files(before) - named - {*waiting}

    def _before(self, migration: str) -> None:
        """Keep the catalogue as it is before a migration, if there is data in it."""
        taken = self.ground.take()
        if taken.version:
            self.ground.keep(f"before-{migration}.sqlite", taken.content)

    def _sweep(self, before: set[str], held: Callable[[], None]) -> None:
        """Remove the files of a change that came to nothing: no version names them."""
        try:
            new = self.ground.files() - before
            named = {file.name for file in self.ground.take().files}
            held()  # else what is new may be another writer's, not committed yet
            self.ground.remove(new - named)
        except (CockpitError, OSError):  # why the change failed is what is to be said
            log.debug("files of a failed change stay", exc_info=True)

    def _seal(self, hashes: Mapping[str, str] | None = None) -> None:
        """Write down what the store holds now; what was committed is committed without, too."""
        try:
            self.ground.seal(hashes)
        except (CockpitError, OSError) as problem:
            log.warning("没有写下核对用的清单：%s", problem)

    @contextmanager
    def _using(self, *, must_be_sound: bool = False) -> Iterator[Reader]:
        """The reader of the store as it is now.

        Where it was damaged since it was last read, the reader from before that, whose versions
        can still be opened; unless ``must_be_sound``.
        """
        with self._guard:
            try:
                reader = self._current()
            except CockpitError:
                if must_be_sound or self._reader is None:
                    raise
                reader = self._reader
            reader.users += 1
        try:
            yield reader
        finally:
            with self._guard:
                reader.done()

    @contextmanager
    def _reading(self) -> Iterator[tuple[Reader, DuckDBPyConnection]]:
        with (
            self._using() as reader,
            self.ground.told(ours=True),
            reader.cursor() as cursor,
        ):
            yield reader, cursor

    def _current(self) -> Reader:
        """The reader of the catalogue as it is marked now; needs the guard.

        What could not be opened is tried again when a mark moves, or after some seconds.
        """
        mark = self.ground.mark()
        if self._fault is not None and (mark != self._mark or monotonic() > self._again):
            self._fault = None
        elif self._fault is not None:
            raise self._fault
        elif self._reader is not None and mark == self._mark:
            return self._reader
        try:
            return self._opened()
        except CockpitError as problem:
            self._fault, self._again = problem, monotonic() + AGAIN
            raise
        finally:
            self._mark = mark  # at worst older than what was read: read once more

    def _opened(self) -> Reader:
        taken, hashes = self.ground.checked()
        if self._reader and self._reader.taken.sha256 == taken.sha256:
            self._reader.hashes = hashes
            return self._reader
        with self.ground.told(ours=True):
            reader = Reader(taken, hashes, self.ground)
        before, self._reader = self._reader, reader
        if before is not None:
            before.retire()
        return reader

    def close(self) -> None:
        """Let go of the reader's attachment; the next question attaches anew."""
        with self._guard:
            reader, self._reader, self._mark = self._reader, None, ()
            if reader is not None:
                reader.retire()


def _served(reader: Reader) -> list[Version]:
    there = {commit.snapshot_id for commit in reader.taken.commits}
    return [
        Version(
            commit.number,
            commit.snapshot_id,
            commit.at,
            commit.author,
            commit.message,
            commit.snapshot_id - 1 in there,
        )
        for commit in reader.taken.commits
        if commit.number is not None
    ]


def _version_in(reader: Reader, number: int) -> Version:
    versions = _served(reader)
    if number == 0:
        commits = reader.taken.commits
        before = versions[0].snapshot_id if versions else commits[-1].snapshot_id + 1
        found = [commit for commit in commits if commit.snapshot_id < before][-1]
        return Version(0, found.snapshot_id, found.at, "", "空的湖")
    for version in versions:
        if version.number == number:
            return version
    raise unknown(number, versions)


def unknown(number: int, versions: Sequence[Version], *, where: str = VERSION) -> UnknownVersion:
    """That there is no version ``number``; of one that was there, which is the nearest to it.

    That is the next one: what it had been loaded with is in that too.
    """
    newest = versions[-1].number if versions else 0
    later = [version for version in versions if version.number > number > 0]
    if not later:
        return UnknownVersion(
            f"没有第 {number} 版数据，最新是第 {newest} 版",
            where=where,
            way_out=f"去掉链接里的 {where.rstrip('=')}"
            + ("，看最新版" if where == VERSION else ""),
        )
    near = later[0]
    return UnknownVersion(
        f"第 {number} 版不再保留：整理时清掉了，或恢复备份时换掉了",
        where=where,
        way_out=f"看离它最近的第 {near.number} 版（{near.at:%Y-%m-%d %H:%M}，含它的数据）："
        f"把链接里的 {where}{number} 改成 {where}{near.number}；去掉它，看最新的第 {newest} 版",
        nearest=near.number,
    )


def _numbers(dropped: Iterable[catalogues.Commit]) -> tuple[int, ...]:
    return tuple(commit.number for commit in dropped if commit.number is not None)
