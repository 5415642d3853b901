"""The catalogue of a lake, taken: a copy of one's own, checked before anybody relies on it.

Readers, backups and restores all work on such a copy. Nobody but the one writer has the file
itself open: it can be swapped, damaged or locked away under a running server, and an account that
may only read can serve (a database in WAL mode cannot be opened without writing beside it).
"""

import hashlib
import json
import shutil
import sqlite3
import time
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from tempfile import mkdtemp
from typing import Any
from weakref import finalize

from cockpit.errors import StoreBroken, reason_of
from cockpit.settings import SHANGHAI
from cockpit.warehouse.faults import RESTORE, told, unreadable

NAME = "catalog.sqlite"
TRIES, PAUSE = 40, 0.05  # seconds; a writer moves its journal into the file in milliseconds
FREE = 10  # a catalogue of which a larger part than one in so many is unused is made smaller
LAKE = "select schema_uuid from ducklake_schema where begin_snapshot = 0"
COMMITS = """
    select snapshot_id, snapshot_time, author, commit_message, commit_extra_info
    from ducklake_snapshot join ducklake_snapshot_changes using (snapshot_id)
    order by snapshot_id
"""
FILES = """
    select s.path || t.path || f.path, f.begin_snapshot, f.end_snapshot, f.rows, f.size
    from (
        select table_id, path, begin_snapshot, end_snapshot, record_count as rows,
            file_size_bytes as size
        from ducklake_data_file
        union all
        select table_id, path, begin_snapshot, end_snapshot, delete_count, file_size_bytes
        from ducklake_delete_file
    ) f
    left join ducklake_table t on t.table_id = f.table_id and t.begin_snapshot =
        (select max(begin_snapshot) from ducklake_table where table_id = f.table_id)
    left join ducklake_schema s using (schema_id)
    order by 1
"""


@dataclass(frozen=True)
class Commit:
    """A snapshot as it was committed; ``number`` is its data version, None where not served."""

    snapshot_id: int
    at: datetime
    author: str
    message: str
    number: int | None


@dataclass(frozen=True)
class DataFile:
    """A Parquet file: its name below the folder of files, rows, bytes, snapshots that read it."""

    name: str
    begin: int
    end: int | None
    rows: int
    size: int

    def is_in(self, snapshot: int) -> bool:
        """Whether a snapshot reads it."""
        return self.begin <= snapshot and (self.end is None or snapshot < self.end)


@dataclass(frozen=True)
class Taken:
    """A catalogue as it was at one moment, whole: its bytes, and what they say.

    ``lake``: an id that the lake was given when it was made, and that its copies keep.
    """

    content: bytes
    sha256: str
    lake: str
    commits: tuple[Commit, ...]
    files: tuple[DataFile, ...]

    @property
    def snapshot(self) -> int:
        """The newest snapshot."""
        return self.commits[-1].snapshot_id

    @property
    def version(self) -> int:
        """The highest data version ever given out; 0 before the first."""
        return max((commit.number or 0 for commit in self.commits), default=0)


def journals(catalogue: Path) -> tuple[Path, Path]:
    """What SQLite keeps beside the file while a writer is at work, or was killed at it."""
    name = catalogue.name
    return catalogue.with_name(f"{name}-wal"), catalogue.with_name(f"{name}-shm")


def mark(*paths: Path) -> tuple[object, ...]:
    """What tells that a file was changed, swapped, taken away, or may not be looked at."""
    marks: list[object] = []
    for path in paths:
        try:
            at = path.stat()
            marks.append((at.st_ino, at.st_size, at.st_mtime_ns, at.st_ctime_ns))
        except OSError as problem:
            marks.append(problem.errno)
    return tuple(marks)


def take(catalogue: Path) -> Taken:
    """The catalogue as of now, with what a writer has committed to its journal.

    Raises StoreBroken where it is not whole, or where this machine has no room for a copy.
    """
    for last in (False, True):
        try:
            return _read(*_quiet(catalogue), catalogue)
        except StoreBroken:
            if last:
                raise
            time.sleep(PAUSE)
    raise AssertionError


def _quiet(catalogue: Path) -> tuple[bytes, bytes]:
    """The bytes of the file and of its journal, while neither changed."""
    journal = journals(catalogue)[0]
    for _ in range(TRIES):
        before = mark(catalogue, journal)
        try:
            content = catalogue.read_bytes()
            pages = journal.read_bytes() if journal.exists() else b""
        except FileNotFoundError:
            if catalogue.exists():
                continue  # it was the journal: the writer has just finished
            raise StoreBroken("湖的目录库不见了", where=str(catalogue), way_out=RESTORE) from None
        except OSError as problem:
            raise unreadable(problem, catalogue) from problem
        if mark(catalogue, journal) == before:
            return content, pages
        time.sleep(PAUSE)
    raise StoreBroken("湖的目录库一直在变，读不完整", where=str(catalogue), way_out="稍后再试")


def shrink(catalogue: Path) -> None:
    """Give the disk back what a catalogue does not use any more. The writer's lock is held."""
    with told(catalogue.parent), closing(sqlite3.connect(catalogue)) as con:
        (pages,) = con.execute("pragma page_count").fetchone()
        (free,) = con.execute("pragma freelist_count").fetchone()
        if free * FREE > pages:
            con.execute("vacuum")
            con.execute("pragma wal_checkpoint(truncate)")


class Copy(AbstractContextManager[Path]):
    """A file with a catalogue's bytes, and beside it its journal's, until it is closed.

    One that is still open when it is forgotten, or when the process ends, goes then.
    """

    def __init__(self, content: bytes, pages: bytes = b"") -> None:
        try:
            folder = Path(mkdtemp(prefix="cockpit-"))
            # no generator that holds the folder open: what is cleared at an interpreter's end is
            # closed when the modules are gone that it needs
            self._gone = finalize(self, shutil.rmtree, folder, ignore_errors=True)
            self._path = folder / NAME
            self._path.write_bytes(content)
            if pages:
                journals(self._path)[0].write_bytes(pages)
        except OSError as problem:
            raise StoreBroken(
                f"没有地方放目录库的副本：{reason_of(problem)}",
                where=str(problem.filename or ""),
                way_out="腾出临时文件夹的空间，或用环境变量 TMPDIR 换一个",
            ) from problem

    def __enter__(self) -> Path:
        return self._path

    def __exit__(self, *_: object) -> None:
        self._gone()


def _read(content: bytes, pages: bytes, place: Path) -> Taken:
    try:
        with Copy(content, pages) as copy, closing(sqlite3.connect(copy)) as con:
            if con.execute("pragma integrity_check(1)").fetchone() != ("ok",):
                raise sqlite3.DatabaseError("integrity_check")
            return _said(con)
    except (sqlite3.Error, ValueError, TypeError, AttributeError) as problem:
        raise StoreBroken("湖的目录库坏了", where=str(place), way_out=RESTORE) from problem


def of_bytes(content: bytes, place: str) -> Taken:
    """What the bytes of a catalogue say that was read otherwise. Raises StoreBroken."""
    try:
        with closing(sqlite3.connect(":memory:")) as con:
            con.deserialize(content)
            return _said(con)
    except (sqlite3.Error, ValueError, TypeError, AttributeError) as problem:
        raise StoreBroken("湖的目录库坏了", where=place, way_out=RESTORE) from problem


def _said(con: sqlite3.Connection) -> Taken:
    commits = tuple(_commit(*row) for row in con.execute(COMMITS))
    files = tuple(DataFile(*row) for row in con.execute(FILES))
    numbers = [commit.number for commit in commits if commit.number is not None]
    if not commits or numbers != sorted(set(numbers)) or not all(map(_is_sound, files)):
        raise ValueError("no commits, versions out of order, or a file outside the lake")
    content = con.serialize()
    (lake,) = con.execute(LAKE).fetchone()
    return Taken(content, hashlib.sha256(content).hexdigest(), str(lake), commits, files)


def _commit(snapshot: int, at: str, author: Any, message: Any, note: str | None) -> Commit:
    said = json.loads(note) if note else {}
    number = int(said["data_version"]) if said.get("served") else None
    day = datetime.fromisoformat(at).astimezone(SHANGHAI)
    return Commit(int(snapshot), day, str(author or ""), str(message or ""), number)


def _is_sound(file: DataFile) -> bool:
    """Whether a catalogue that may come from elsewhere names a file below the lake's folder."""
    path = PurePosixPath(file.name)
    counts = isinstance(file.begin, int) and isinstance(file.rows, int)
    return counts and not path.is_absolute() and ".." not in path.parts
