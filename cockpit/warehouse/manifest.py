"""The manifest: what a lake or a backup held when it was last written, with a hash of each file.

It lies beside the catalogue. Parquet files are never rewritten, so that what was hashed once must
stay so; a file that changed since is told before DuckDB reads wrong figures from it. A store
without a manifest (made before there were any) is checked by its sizes and by reading it.
"""

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import TypeAdapter

from cockpit.errors import StoreBroken, reason_of
from cockpit.remedy import Remedy, RemedyCode
from cockpit.warehouse.catalogue import DataFile, Taken, mark
from cockpit.warehouse.faults import RESTORE, unreadable

NAME = "manifest.json"


@dataclass(frozen=True)
class Manifest:
    """Newest snapshot, highest data version, the catalogue's name and hash, each file's hash.

    Hashes are sha256, in hex; ``files`` is by name below the folder of files. ``in_upkeep``: the
    catalogue is being tidied, or whoever did it was killed: it may be any that has this snapshot.
    """

    snapshot: int
    version: int
    catalogue: str
    sha256: str
    files: Mapping[str, str]
    in_upkeep: bool = False


_FORM = TypeAdapter(Manifest)


def of(taken: Taken, catalogue: str, files: Mapping[str, str]) -> Manifest:
    """The manifest of what was taken."""
    return Manifest(taken.snapshot, taken.version, catalogue, taken.sha256, files)


def read(folder: Path) -> Manifest | None:
    """The manifest in ``folder``; None without one. Raises StoreBroken."""
    path = folder / NAME
    try:
        return _FORM.validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except OSError as problem:
        raise unreadable(problem, path) from problem
    except ValueError as problem:
        check = Remedy(RemedyCode.CHECK_STORE)
        what, where = "核对用的清单坏了", str(path)
        raise StoreBroken(what, where=where, way_out=RESTORE, remedies=(check,)) from problem


def write(folder: Path, manifest: Manifest) -> None:
    """Replace the manifest in one step."""
    write_file(folder / NAME, _FORM.dump_json(manifest, indent=1))


def write_file(path: Path, content: bytes) -> None:
    """Replace a file in one step: what stood there stays until the new one is on the disk."""
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def require_same(taken: Taken, known: Manifest | None, place: Path) -> None:
    """Raise StoreBroken where a catalogue is not the one that was last written.

    A newer one is none of that: a writer that was killed after its commit left no manifest.
    """
    if known is None or taken.snapshot > known.snapshot:
        return
    if taken.snapshot < known.snapshot:
        what = f"湖的目录库是旧的：少了第 {taken.snapshot + 1} 次到第 {known.snapshot} 次写入"
        raise StoreBroken(what, where=str(place), way_out=RESTORE)
    if taken.sha256 != known.sha256 and not known.in_upkeep:
        raise StoreBroken("湖的目录库被改动过，或坏了", where=str(place), way_out=RESTORE)


def hash_of(path: Path) -> str:
    """The sha256 of a file, in hex. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Checked:
    """Files that were looked at; one that did not change since is not read again."""

    def __init__(self) -> None:
        self._marks: dict[tuple[Path, str | None], tuple[tuple[object, ...], str]] = {}
        self._guard = Lock()

    def require(self, folder: Path, files: Iterable[DataFile], hashes: Mapping[str, str]) -> None:
        """Raise StoreBroken unless each file is there, as long and with the content it had."""
        wrong = [(f, said) for f in files if (said := self._wrong(folder, f, hashes.get(f.name)))]
        if wrong:
            file, said = wrong[0]
            what = said if len(wrong) == 1 else f"{len(wrong)} 个数据文件有问题，第一个：{said}"
            raise StoreBroken(what, where=str(folder / file.name), way_out=RESTORE)

    def _wrong(self, folder: Path, file: DataFile, sha256: str | None) -> str:
        path = folder / file.name
        now = mark(path)
        with self._guard:
            known = self._marks.get((path, sha256))
        if known and known[0] == now:
            return known[1]
        said = wrong_with(path, file, sha256)
        with self._guard:
            self._marks[path, sha256] = (now, said)
        return said


def wrong_with(path: Path, file: DataFile, sha256: str | None) -> str:
    """What is wrong with a file, in Chinese; empty where nothing is.

    Without a known ``sha256`` its rows are read instead. Raises StoreBroken where it may not be
    read: that it is damaged nobody can say.
    """
    try:
        if (size := path.stat().st_size) != file.size:
            return f"数据文件不完整：{size:,} 字节，应有 {file.size:,}"
        if sha256 is None:
            return unreadable_rows(path, file)
        if hash_of(path) != sha256:
            return "数据文件被改动过，或坏了"
    except FileNotFoundError:
        return "数据文件不见了"
    except PermissionError as problem:
        raise unreadable(problem, path) from problem
    except OSError as problem:
        return f"数据文件读不了：{reason_of(problem)}"
    return ""


def unreadable_rows(path: Path, file: DataFile) -> str:
    """What keeps a file's rows from being read, every one of them; empty where nothing does."""
    try:
        rows = sum(batch.num_rows for batch in pq.ParquetFile(path).iter_batches())
    except (pa.ArrowException, OSError, ValueError):
        return "数据文件里的行读不出来"
    return "" if rows == file.rows else f"数据文件有 {rows:,} 行，应有 {file.rows:,}"
