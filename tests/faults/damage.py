"""Ways in which a store comes to harm, each a function of its folder."""

import os
import random
import resource
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from cockpit.warehouse.lake import Lake

# permission bits do not bind root: a child without these capabilities is as any other account
BOUND = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")


def account() -> Sequence[str]:
    """What to put before a command so that permission bits bind it."""
    return BOUND if os.geteuid() == 0 else ()


def three_versions(lake: Lake) -> Lake:
    """3,000 notes in a Parquet file, half of them taken out again, one more in the catalogue."""
    with lake.change("甲", "三千行") as con:
        con.execute("insert into fact_note select range::varchar, 'x' from range(3000)")
    with lake.change("甲", "删去一半") as con:
        con.execute("delete from fact_note where fact_id::integer % 2 = 0")
    with lake.change("甲", "一行，写在目录库里") as con:
        con.execute("insert into domain values ('水利', date '2022-01-01', 1, 'assumed')")
    lake.close()
    return lake


def content(folder: Path) -> dict[Path, bytes]:
    """Every file but locks, with its bytes."""
    return {
        path.relative_to(folder): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".lock"
    }


@contextmanager
def small_files(most: int) -> Iterator[None]:
    """As on a disk that is nearly full: no file of this process grows beyond ``most`` bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def _flip(path: Path, first: int, last: int, bits: int) -> None:
    content, chance = bytearray(path.read_bytes()), random.Random(1)
    for _ in range(bits):
        content[chance.randrange(first, min(last, len(content)))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def _catalogue(change: Callable[[Path], object]) -> Callable[[Path], object]:
    """Of a lake, or of a backup."""
    return lambda folder: change(next(folder.glob("catalog*.sqlite")))


def _data(change: Callable[[Path], object]) -> Callable[[Path], object]:
    """The largest Parquet file."""
    return lambda folder: change(max(folder.rglob("*.parquet"), key=lambda p: p.stat().st_size))


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _zero(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def _folder_in_its_place(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _another_database(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as con:
        con.execute("create table t (x)")


def _note(path: Path) -> None:
    with closing(sqlite3.connect(path)) as con, con:
        con.execute("update ducklake_snapshot_changes set commit_extra_info = '{not json'")


def _value(path: Path) -> None:
    """A value changed as SQLite itself would: nothing but the manifest can tell."""
    with closing(sqlite3.connect(path)) as con, con:
        con.execute("update ducklake_snapshot_changes set author = '乙'")


def _shorter_history(path: Path) -> None:
    """An older catalogue put in the place of the newer one."""
    with closing(sqlite3.connect(path)) as con, con:
        for table in ("ducklake_snapshot", "ducklake_snapshot_changes"):
            con.execute(
                f"delete from {table} where snapshot_id = (select max(snapshot_id) from {table})"
            )


def _swap(folder: Path) -> None:
    """One data file with another's content, padded to its own length."""
    small, *_, large = sorted(folder.rglob("*.parquet"), key=lambda p: p.stat().st_size)
    large.write_bytes(small.read_bytes().ljust(large.stat().st_size, b"\0"))


DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {  # and what is said of it
    "catalogue cut in half": (_catalogue(_cut), "湖的目录库坏了"),
    "catalogue emptied": (_catalogue(lambda p: p.write_bytes(b"")), "湖的目录库坏了"),
    "catalogue zeroed": (_catalogue(_zero), "湖的目录库坏了"),
    "catalogue with many bits flipped": (_catalogue(lambda p: _flip(p, 0, 2**30, 2000)), "目录库"),
    "catalogue with twenty bits flipped": (_catalogue(lambda p: _flip(p, 0, 2**30, 20)), "目录库"),
    "catalogue with one bit flipped": (_catalogue(lambda p: _flip(p, 20000, 2**30, 1)), "目录库"),
    "catalogue with a value changed": (_catalogue(_value), "湖的目录库被改动过，或坏了"),
    "catalogue with bad notes": (_catalogue(_note), "湖的目录库坏了"),
    "catalogue of text": (_catalogue(lambda p: p.write_bytes(b"hello" * 1000)), "湖的目录库坏了"),
    "catalogue of another program": (_catalogue(_another_database), "湖的目录库坏了"),
    "catalogue from before": (_catalogue(_shorter_history), "湖的目录库是旧的"),
    "catalogue gone": (_catalogue(Path.unlink), "湖的目录库不见了"),
    "a folder in the catalogue's place": (_catalogue(_folder_in_its_place), "要的是文件"),
    "data file gone": (_data(Path.unlink), "数据文件不见了"),
    "data file cut in half": (_data(_cut), "数据文件不完整"),
    "data file emptied": (_data(lambda p: p.write_bytes(b"")), "数据文件不完整"),
    "data file zeroed": (_data(_zero), "数据文件被改动过，或坏了"),
    "data file with one bit flipped": (_data(lambda p: _flip(p, 4, 400, 1)), "数据文件被改动过"),
    "data file with another's content": (_swap, "数据文件被改动过，或坏了"),
    "all data files gone": (lambda folder: shutil.rmtree(folder / "files"), "数据文件不见了"),
    "manifest garbled": (lambda f: (f / "manifest.json").write_text("{"), "核对用的清单坏了"),
}
