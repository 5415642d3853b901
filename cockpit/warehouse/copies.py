"""Copies of a lake: a backup and its restoring, each proved before it is called done.

A backup is a folder: the Parquet files by name, a catalogue whose name says which one it is, and
the manifest. Writing the manifest is the last step and makes the backup; until then the one
before it stands. Parquet files are never rewritten and their names never come twice, so that only
those that are missing, or do not have the content they should, are copied.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from datetime import UTC, datetime
from json import dumps
from pathlib import Path

from filelock import FileLock, Timeout

from cockpit.errors import BadBackup, CockpitError, LakeBusy, Refused, StoreBroken
from cockpit.warehouse import catalogue as catalogues
from cockpit.warehouse import faults, manifest
from cockpit.warehouse.catalogue import DataFile, Taken
from cockpit.warehouse.manifest import Manifest

FILES = "files"
AGAIN = "换一份备份；或从好的湖用 backup 再备一次"


def backup(taken: Taken, hashes: Mapping[str, str], files: Path, target: Path) -> None:
    """Write what was ``taken``, and its files, into the folder ``target``.

    ``hashes`` of the files, as far as known. What fails leaves nothing of itself behind. Raises
    Refused for the folder of a lake and of another's backup, StoreBroken where a file cannot be
    read, OSError.
    """
    if (target / catalogues.NAME).exists():
        raise Refused("那里是一个湖，不能放备份", where=str(target), way_out="换一个空文件夹")
    is_new = not target.exists()
    try:
        target.mkdir(parents=True, exist_ok=True)
        with FileLock(target / "backup.lock", timeout=0):
            _write(taken, hashes, files, target)
    except Timeout:
        what = "另一个备份正在往这里写"
        raise LakeBusy(what, where=str(target), way_out="稍后再试，或换一个文件夹") from None
    except BaseException:
        if is_new:
            shutil.rmtree(target, ignore_errors=True)
        raise


def _write(taken: Taken, hashes: Mapping[str, str], files: Path, target: Path) -> None:
    before = _manifest_or_none(target)
    if before and _lake_of(target / before.catalogue) not in {"", taken.lake}:
        what = f"那里放着另一个湖的备份（第 {before.version} 版及以前），不能覆盖"
        way_out = "换一个文件夹；确实不要那一份，先把它移走"
        raise Refused(what, where=str(target), way_out=way_out)
    copied: dict[str, str] = {}
    made: list[Path] = []
    try:
        for file in taken.files:
            copied[file.name] = _copy(files, target / FILES, file, hashes.get(file.name), made)
        now = manifest.of(taken, f"catalog-{taken.snapshot}-{taken.sha256[:8]}.sqlite", copied)
        if not (target / now.catalogue).exists():
            made.append(target / now.catalogue)
        manifest.write_file(target / now.catalogue, taken.content)
        _prove(target, now)
        manifest.write(target, now)
    except BaseException:
        for path in made:
            path.unlink(missing_ok=True)
        raise
    for name in (before.files.keys() - copied.keys()) if before else ():
        (target / FILES / name).unlink(missing_ok=True)
    for path in target.glob("catalog-*.sqlite"):
        if path.name != now.catalogue:
            path.unlink()


def inspect(source: Path) -> Manifest:
    """The manifest of a backup that is whole: every hash compared, every row read.

    Raises BadBackup, naming what is not.
    """
    try:
        found = manifest.read(source)
        if found is None:
            raise BadBackup(
                "这个文件夹里没有备份", where=str(source), way_out="给出 backup 写下的文件夹"
            )
        _prove(source, found)
    except StoreBroken as problem:
        raise BadBackup(_of_backup(problem.what), where=problem.where, way_out=AGAIN) from problem
    return found


def _of_backup(what: str) -> str:
    return what.replace("湖的目录库", "备份的目录库")


def _prove(folder: Path, said: Manifest) -> None:
    """Read back all that a manifest names. Raises StoreBroken."""
    path = folder / Path(said.catalogue).name
    taken = catalogues.take(path)
    if (taken.sha256, taken.snapshot, taken.version) != (said.sha256, said.snapshot, said.version):
        raise StoreBroken("湖的目录库与清单不符", where=str(path))
    if missing := [file.name for file in taken.files if file.name not in said.files]:
        raise StoreBroken("清单里少了数据文件", where=missing[0])
    if wrong := wrong_files(folder / FILES, taken.files, said.files):
        first = next(iter(wrong))
        raise StoreBroken(f"{len(wrong)} 个数据文件有问题：{wrong[first]}", where=str(first))


def wrong_files(
    folder: Path, files: Iterable[DataFile], hashes: Mapping[str, str]
) -> dict[Path, str]:
    """Compare every file and read every row of it; what is wrong, in Chinese, by file."""
    wrong = {}
    for file in files:
        path = folder / file.name
        said = manifest.wrong_with(path, file, hashes.get(file.name))
        if said := said or manifest.unreadable_rows(path, file):
            wrong[path] = said
    return wrong


def restore(source: Path, found: Manifest, catalogue: Path, files: Path) -> int:
    """Put an inspected backup in the place of the lake, as a new data version; its number.

    The files go in first, beside those that are there; then the catalogue is swapped in one step,
    so that a reader sees the old lake or the restored one, and what fails leaves the old one.
    """
    taken = catalogues.take(source / found.catalogue)
    made: list[Path] = []
    prepared = catalogue.with_name("restoring.sqlite")
    try:
        for file in taken.files:
            _copy(source / FILES, files, file, found.files[file.name], made)
        manifest.write_file(prepared, taken.content)
        number = _add_version(prepared, *_used(catalogue, taken))
        catalogues.take(prepared)
        _fold(catalogue)
        prepared.replace(catalogue)
    except BaseException:
        for path in (prepared, *catalogues.journals(prepared), *made):
            path.unlink(missing_ok=True)
        raise
    return number


def _used(catalogue: Path, taken: Taken) -> tuple[int, int]:
    """The highest snapshot and data version given out so far, here or in the backup.

    Marts and documents are kept by these numbers: one that came twice with another content would
    be served the old one. Of a damaged lake the manifest knows them.
    """
    seen = [(taken.snapshot, taken.version)]
    with suppress(CockpitError):
        if said := manifest.read(catalogue.parent):
            seen.append((said.snapshot, said.version))
    with suppress(CockpitError):
        now = catalogues.take(catalogue)
        seen.append((now.snapshot, now.version))
    return max(snapshot for snapshot, _ in seen), max(version for _, version in seen)


def _add_version(prepared: Path, snapshot: int, version: int) -> int:
    """One more commit in a catalogue, past all used numbers. It changes no table."""
    with faults.told(prepared, ours=True), closing(sqlite3.connect(prepared)) as con, con:
        con.execute(
            "insert into ducklake_snapshot"
            " select ?, ?, schema_version, next_catalog_id, next_file_id from ducklake_snapshot"
            " order by snapshot_id desc limit 1",
            [snapshot + 1, datetime.now(UTC).isoformat(" ")],
        )
        note = dumps({"data_version": version + 1, "served": True})
        con.execute(
            "insert into ducklake_snapshot_changes values (?, ?, ?, ?, ?)",
            [snapshot + 1, "", "cockpit", "从备份恢复", note],
        )
    return version + 1


def _fold(catalogue: Path) -> None:
    """Leave no journal beside the catalogue: SQLite would take it for the next one's."""
    if catalogue.is_dir():
        catalogue.rmdir()
    if catalogue.is_file():  # its commits go into the file first
        with suppress(sqlite3.Error), closing(sqlite3.connect(catalogue)) as con:
            con.execute("pragma wal_checkpoint(truncate)")
    for path in catalogues.journals(catalogue):
        path.unlink(missing_ok=True)


def _copy(source: Path, target: Path, file: DataFile, sha256: str | None, made: list[Path]) -> str:
    """Copy a file unless it is there with its content; its hash. ``made``: files that are new."""
    path, copy = source / file.name, target / file.name
    if wrong := manifest.wrong_with(path, file, sha256):
        raise StoreBroken(wrong, where=str(path), way_out=faults.RESTORE)
    sha256 = sha256 or manifest.hash_of(path)
    if not manifest.wrong_with(copy, file, sha256):
        return sha256
    if not copy.exists():
        made.append(copy)
    copy.parent.mkdir(parents=True, exist_ok=True)
    part = copy.with_name(f"{copy.name}.part")
    try:
        shutil.copyfile(path, part)
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        part.replace(copy)  # an interrupted copy is never taken for a whole one
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return sha256


def _lake_of(catalogue: Path) -> str:
    """Whose copy a catalogue is; empty for one that is damaged, which binds nobody."""
    try:
        return catalogues.take(catalogue).lake
    except StoreBroken:
        return ""


def _manifest_or_none(folder: Path) -> Manifest | None:
    """The manifest of the backup that is to be replaced; one that is damaged binds nobody."""
    try:
        return manifest.read(folder)
    except StoreBroken:
        return None
