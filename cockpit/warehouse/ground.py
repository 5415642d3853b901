"""What a lake stands on: a folder of this machine, or PostgreSQL and S3 that many machines share.

The lake (``lake.py``) knows versions, readers and writers, and asks its ground for the rest: the
catalogue as it is now, a lock, a writing attachment, whether its files are whole.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

import duckdb
from duckdb import DuckDBPyConnection

from cockpit.errors import Refused
from cockpit.places import Shared, Where
from cockpit.small_files import small_files
from cockpit.warehouse import catalogue as catalogues
from cockpit.warehouse import copies, extensions, faults, manifest
from cockpit.warehouse.catalogue import DataFile, Taken
from cockpit.warehouse.manifest import Checked
from cockpit.warehouse.reader import attach

Hashes = Mapping[str, str]
FILES = "files"
MOVING = "moving.json"  # a small file: which lake is on its way here


class Ground(Protocol):
    """Every method raises StoreBroken where the store is damaged or cannot be read."""

    place: str  # as messages name it
    data_path: str  # of the Parquet files, as DuckLake is told
    extensions: tuple[str, ...]  # of DuckDB, beside those that every lake needs

    def exists(self) -> bool:
        """Whether a store was made here; one that is lost, or out of reach, was."""

    def mark(self) -> object:
        """What moves with each commit, restore, and damage; cheap."""

    def take(self) -> Taken:
        """The catalogue as of now."""

    def checked(self) -> tuple[Taken, Hashes]:
        """The catalogue as of now, held against what was last written; hashes of its files."""

    def require(self, files: Sequence[DataFile], hashes: Hashes) -> None:
        """Raise StoreBroken unless each file is there as it was written."""

    def wrong_files(self, files: Sequence[DataFile], hashes: Hashes) -> dict[Path, str]:
        """Read every row of every file; what is wrong, in Chinese, by file."""

    def told(self, *, ours: bool = False) -> AbstractContextManager[None]:
        """Raise what DuckDB says of the store as one of the family; ``ours``: as faults.told."""

    def held(self, lock: object) -> Callable[[], None]:
        """What raises StoreAway once the writer's lock is held no more."""

    def prepare(self, con: DuckDBPyConnection) -> None:
        """Tell a DuckDB what it needs to read the files."""

    def writer(self) -> AbstractContextManager[DuckDBPyConnection]:
        """A writing attachment, the lake as default; what is left open is rolled back."""

    def making(self) -> AbstractContextManager[DuckDBPyConnection]:
        """The same of a new store, which is there when the block is done, and not before."""

    def files(self) -> set[str]:
        """The Parquet files that are there, by name."""

    def remove(self, files: set[str]) -> None:
        """Take Parquet files away."""

    def seal(self, hashes: Hashes | None = None) -> None:
        """Write down what the store holds now, to hold it against later."""

    def sizes(self) -> Mapping[str, int]:
        """The Parquet files that are there, by name, with their bytes."""

    def old_files(self, before: datetime) -> set[str]:
        """The Parquet files written before then; none where nobody can tell."""

    def begin_upkeep(self) -> None:
        """Let no reader take the catalogue for damaged though it changes without a snapshot.

        Until the next ``seal``, also where whoever began was killed.
        """

    def shrink(self) -> None:
        """Give back what the catalogue does not use any more."""

    def keep(self, name: str, content: bytes) -> None:
        """Keep a catalogue as it was beside the store."""

    def make(self) -> None:
        """Make the place ready for locks and notes; no store."""

    def has_catalogue(self) -> bool:
        """Whether a catalogue is there, for sure."""

    def size(self, name: str) -> int | None:
        """How long a Parquet file is; None where there is none."""

    def read(self, name: str) -> bytes:
        """A Parquet file's bytes."""

    def write(self, name: str, content: bytes) -> None:
        """Put a Parquet file there, whole or not at all."""

    def install(self, content: bytes) -> None:
        """Make another store's catalogue this one's, in one step."""

    def forget(self, name: str) -> None:
        """Take a small file away."""


def ground(where: Where) -> Ground:
    """The ground of a store."""
    if isinstance(where, Shared):
        from cockpit.warehouse.shared_ground import SharedGround  # noqa: PLC0415  (its clients)

        return SharedGround(where)
    return Embedded(where)


def require_no_move(where: Where, place: str) -> None:
    """Raise Refused where a store was on its way here: nothing else is made of its files."""
    if small_files(where).read(MOVING) is not None:
        what = "有一个存储正往这里搬，没有搬完"
        raise Refused(what, where=place, way_out="再运行一次原来的 python -m cockpit move")


@contextmanager
def attached(ground: Ground, store: str, options: str = "") -> Iterator[DuckDBPyConnection]:
    """A writing attachment of a catalogue; a transaction left open is rolled back."""
    base = extensions.connect(ground.extensions)
    con = base.cursor()
    try:
        with ground.told():
            ground.prepare(base)
            attach(con, store, ground.data_path, options)
            con.execute("use lake")
            yield con
    finally:
        con.close()
        with suppress(duckdb.Error):  # one that does not let go is not used again
            base.execute("detach lake")
            extensions.put_back(base, ground.extensions)


class Embedded:
    """An SQLite catalogue with Parquet files beside it."""

    extensions: tuple[str, ...] = ()

    def __init__(self, folder: Path) -> None:
        self.folder, self.place = folder, str(folder)
        self.catalogue, self.parquet = folder / catalogues.NAME, folder / FILES
        self.data_path = str(self.parquet)
        self._checked = Checked()

    def exists(self) -> bool:
        """Whether a store was made here; one that lost its catalogue, or is locked away, was."""
        try:
            self.catalogue.lstat()
        except (FileNotFoundError, NotADirectoryError):
            return next(self.parquet.rglob("*.parquet"), None) is not None
        except OSError:
            return True
        return True

    def mark(self) -> object:
        """Two stat calls a file."""
        journal = catalogues.journals(self.catalogue)[0]
        return catalogues.mark(self.catalogue, journal, self.folder / manifest.NAME)

    def take(self) -> Taken:
        """The catalogue as of now."""
        return catalogues.take(self.catalogue)

    def checked(self) -> tuple[Taken, Hashes]:
        """The catalogue as of now, held against the manifest."""
        known = manifest.read(self.folder)  # first: a commit in between makes the catalogue newer
        taken = catalogues.take(self.catalogue)
        manifest.require_same(taken, known, self.catalogue)
        return taken, known.files if known else {}

    def require(self, files: Sequence[DataFile], hashes: Hashes) -> None:
        """Compare what did change since it was last compared."""
        self._checked.require(self.parquet, files, hashes)

    def wrong_files(self, files: Sequence[DataFile], hashes: Hashes) -> dict[Path, str]:
        """Read every row of every file; what is wrong, in Chinese, by file."""
        return copies.wrong_files(self.parquet, files, hashes)

    def told(self, *, ours: bool = False) -> AbstractContextManager[None]:
        """Raise what DuckDB says of the store as one of the family."""
        return faults.told(self.folder, ours=ours)

    def held(self, lock: object) -> Callable[[], None]:  # noqa: ARG002  (the protocol's)
        """A file's lock is held as long as its process lives."""
        return lambda: None

    def prepare(self, con: DuckDBPyConnection) -> None:
        """Nothing: the files are files."""

    def writer(self) -> AbstractContextManager[DuckDBPyConnection]:
        """A writing attachment, the lake as default."""
        return attached(self, f"sqlite:{self.catalogue}", WAL)

    @contextmanager
    def making(self) -> Iterator[DuckDBPyConnection]:
        """A catalogue in the making, which gets its name when the block is done."""
        require_no_move(self.folder, self.place)
        self.parquet.mkdir(parents=True, exist_ok=True)
        making = self.catalogue.with_suffix(".making")
        leftovers = (making, *catalogues.journals(making))
        _remove(*leftovers)  # of a first start that was killed
        try:
            with attached(self, f"sqlite:{making}", WAL) as con:
                yield con
            making.replace(self.catalogue)
        finally:
            _remove(*leftovers)

    def files(self) -> set[str]:
        """The Parquet files that are there, by name."""
        return {
            path.relative_to(self.parquet).as_posix() for path in self.parquet.rglob("*.parquet")
        }

    def remove(self, files: set[str]) -> None:
        """Take Parquet files away."""
        _remove(*(self.parquet / name for name in files))

    def seal(self, hashes: Hashes | None = None) -> None:
        """Write the manifest of the store as it is now; only what is new in it is hashed.

        ``hashes``: of the files as they are known otherwise than by the manifest that is there.
        """
        before = manifest.read(self.folder) if hashes is None else None
        hashed = hashes or (before.files if before else {})
        taken = self.take()
        files = {
            f.name: hashed.get(f.name) or manifest.hash_of(self.parquet / f.name)
            for f in taken.files
        }
        now = manifest.of(taken, catalogues.NAME, files)
        if now != before:
            manifest.write(self.folder, now)

    def sizes(self) -> Mapping[str, int]:
        """The Parquet files that are there, by name, with their bytes."""
        return {name: size for name in self.files() if (size := self.size(name)) is not None}

    def old_files(self, before: datetime) -> set[str]:
        """The Parquet files written before then, but for those that the manifest knows."""
        known = manifest.read(self.folder)
        found = set()
        for name in self.files() - (set(known.files) if known else set()):
            with suppress(FileNotFoundError):  # another's, who took back a change of his own
                if (self.parquet / name).stat().st_mtime < before.timestamp():
                    found.add(name)
        return found

    def begin_upkeep(self) -> None:
        """The manifest says it: readers hold the catalogue against that."""
        if known := manifest.read(self.folder):
            manifest.write(self.folder, replace(known, in_upkeep=True))

    def shrink(self) -> None:
        """Give back what the catalogue does not use any more."""
        catalogues.shrink(self.catalogue)

    def keep(self, name: str, content: bytes) -> None:
        """Keep a catalogue as it was beside the store."""
        manifest.write_file(self.folder / name, content)

    def make(self) -> None:
        """Make the folder."""
        self.folder.mkdir(parents=True, exist_ok=True)

    def has_catalogue(self) -> bool:
        """Whether a catalogue is there."""
        return self.catalogue.exists()

    def size(self, name: str) -> int | None:
        """How long a Parquet file is."""
        path = self.parquet / name
        return path.stat().st_size if path.exists() else None

    def read(self, name: str) -> bytes:
        """A Parquet file's bytes."""
        return (self.parquet / name).read_bytes()

    def write(self, name: str, content: bytes) -> None:
        """Put a Parquet file there."""
        path = self.parquet / name
        path.parent.mkdir(parents=True, exist_ok=True)
        manifest.write_file(path, content)

    def install(self, content: bytes) -> None:
        """Make another store's catalogue this one's."""
        manifest.write_file(self.catalogue, content)

    def forget(self, name: str) -> None:
        """Take a small file away."""
        _remove(self.folder / name)


WAL = ", meta_journal_mode 'WAL'"


def _remove(*paths: Path) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
