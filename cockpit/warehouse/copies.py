"""Copies of a lake: the catalogue by SQLite's own backup, the Parquet files by name.

Parquet files are never rewritten and their names never come twice, so copying those that are
missing is enough, and a reader in the middle of an older version keeps its files.
"""

import errno
import json
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from cockpit.errors import BadBackup

CATALOGUE = "catalog.sqlite"
FILES = "files"
MARKS = ("schema_version", "next_catalog_id", "next_file_id")


def copy_catalogue(source: Path, target: Path) -> None:
    """Copy the database ``source`` as of now into ``target``, into the same file if there is one.

    The file itself stays (same inode): connections that are open on it see the new content.
    """
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


def backup(catalogue: Path, files: Path, target: Path) -> None:
    """Write catalogue and files into the folder ``target``; what it held is replaced.

    The catalogue comes last, and in one step: a backup broken off leaves the one before it.
    """
    target.mkdir(parents=True, exist_ok=True)
    _copy_missing(files, target / FILES)
    part = target / f"{CATALOGUE}.part"
    part.unlink(missing_ok=True)
    try:
        copy_catalogue(catalogue, part)
    except sqlite3.Error as problem:
        raise OSError(errno.EIO, str(problem), str(part)) from problem
    part.replace(target / CATALOGUE)


def inspect(source: Path) -> None:
    """Raise BadBackup unless ``source`` holds a catalogue and every file that it names."""
    catalogue = source / CATALOGUE
    if not catalogue.is_file():
        raise BadBackup(
            "这个文件夹里没有备份", where=str(source), way_out="给出 backup 写下的文件夹"
        )
    try:
        with closing(sqlite3.connect(f"{catalogue.as_uri()}?mode=ro", uri=True)) as con:
            named = con.execute(
                """
                select s.path || t.path || f.path
                from (
                    select table_id, path from ducklake_data_file
                    union all select table_id, path from ducklake_delete_file
                ) f
                join ducklake_table t on t.table_id = f.table_id and t.begin_snapshot =
                    (select max(begin_snapshot) from ducklake_table where table_id = f.table_id)
                join ducklake_schema s using (schema_id)
                """
            ).fetchall()
    except sqlite3.DatabaseError as problem:
        raise BadBackup("备份的目录库读不出来", where=str(catalogue)) from problem
    missing = [name for (name,) in named if not (source / FILES / name).is_file()]
    if missing:
        first = str(source / FILES / missing[0])
        raise BadBackup(f"备份少了 {len(missing)} 个数据文件", where=first)


def restore(source: Path, catalogue: Path, files: Path, *, used: int) -> int:
    """Put the copy in ``source`` in place, as a new data version above ``used``; its number.

    ``used`` is the highest data version number given out here so far. The catalogue is prepared
    aside and then changed in one step, so a reader sees the old or the restored lake.
    """
    _copy_missing(source / FILES, files)
    prepared = catalogue.with_name("restoring.sqlite")
    prepared.unlink(missing_ok=True)
    copy_catalogue(source / CATALOGUE, prepared)
    with closing(sqlite3.connect(prepared)) as con, con:
        number = _add_version(con, _marks(catalogue), used)
    copy_catalogue(prepared, catalogue)
    prepared.unlink()
    return number


def _marks(catalogue: Path) -> tuple[int, ...]:
    """The highest snapshot and counters of a catalogue; zeros without one."""
    if not catalogue.is_file():
        return (0, 0, 0, 0)
    highest = ", ".join(f"max({mark})" for mark in ("snapshot_id", *MARKS))
    with closing(sqlite3.connect(catalogue)) as con:
        row = con.execute(f"select {highest} from ducklake_snapshot").fetchone()
    return tuple(int(value) for value in row)


def _add_version(con: sqlite3.Connection, seen: tuple[int, ...], used: int) -> int:
    """One more commit in the restored catalogue, past everything a running reader has seen.

    DuckLake and the marts cache by these numbers; a number that came twice with another content
    would serve the old one. The commit changes no table: DuckLake itself would not write it.
    """
    highest = ", ".join(f"max({mark})" for mark in ("snapshot_id", *MARKS))
    here = con.execute(f"select {highest} from ducklake_snapshot").fetchone()
    snapshot, schema, catalog_id, file_id = (max(a, b) for a, b in zip(here, seen, strict=True))
    notes = con.execute("select commit_extra_info from ducklake_snapshot_changes").fetchall()
    numbers = [json.loads(note).get("data_version", 0) for (note,) in notes if note]
    number = int(max([used, *numbers])) + 1
    con.execute(
        "insert into ducklake_snapshot values (?, ?, ?, ?, ?)",
        [snapshot + 1, datetime.now(UTC).isoformat(" "), schema + 1, catalog_id, file_id],
    )
    con.execute(
        "insert into ducklake_snapshot_changes values (?, ?, ?, ?, ?)",
        [
            snapshot + 1,
            "",
            "cockpit",
            "从备份恢复",
            json.dumps({"data_version": number, "served": True}),
        ],
    )
    return number


def _copy_missing(source: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for file in sorted(source.rglob("*.parquet")):
        copy = target / file.relative_to(source)
        if not copy.exists():
            copy.parent.mkdir(parents=True, exist_ok=True)
            part = copy.with_suffix(".part")
            shutil.copyfile(file, part)
            part.replace(copy)  # an interrupted copy is never taken for a whole one
