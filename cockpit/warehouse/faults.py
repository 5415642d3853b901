"""What DuckDB, SQLite and the file system say about the store, as people read it.

The one place that knows their English: whoever opens or writes the lake does so inside ``told``.
"""

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from cockpit.errors import CockpitError, LakeBusy, StoreBroken, reason_of, refusal_of

RESTORE = "用好的备份恢复：python -m cockpit restore 备份文件夹；没有备份，先别动湖的文件夹"
_NUMBERS = {
    errno.ENOSPC: ("no space left", "disk is full"),
    errno.EDQUOT: ("quota exceeded",),
    errno.EFBIG: ("file too large",),
    errno.EROFS: ("read-only file system",),
    errno.EACCES: ("permission denied", "readonly database"),
}
_DAMAGE = ("malformed", "not a database")
_UNSAID = ("disk i/o error", "unable to open database")  # SQLite does not say what kept it
_LITTLE = 2**18  # bytes; what SQLite needs beside a database to open it
_LOCKED = "database is locked"


@contextmanager
def told(place: Path, *, ours: bool = False) -> Iterator[None]:
    """Raise what is wrong with the store at ``place`` as one of the family.

    ``ours``: all that runs inside is our own reading, so that every fault in it is the store's;
    else a fault that is not known to be the store's goes on as it is.
    """
    try:
        yield
    except (duckdb.Error, sqlite3.Error) as problem:
        said = _said(str(problem), place)
        if said is None and not ours:
            raise
        raise said or StoreBroken("湖读不出来", where=str(place), way_out=RESTORE) from problem


def unreadable(problem: OSError, place: Path) -> StoreBroken:
    """What keeps the store from being read, where the file system says no."""
    denied = problem.errno in {errno.EACCES, errno.EPERM}
    way_out = "让运行本程序的账户能读湖的文件夹" if denied else RESTORE
    what = f"读不了湖的文件：{reason_of(problem)}"
    return StoreBroken(what, where=str(problem.filename or place), way_out=way_out)


def _said(text: str, place: Path) -> CockpitError | None:
    lower = text.lower()
    for number, words in _NUMBERS.items():
        if any(word in lower for word in words):
            return refusal_of(OSError(number, text, str(place)))
    if _LOCKED in lower:
        return LakeBusy("别的程序占着目录库", where=str(place), way_out="关掉它，或稍后再试")
    if any(word in lower for word in _UNSAID) and (number := _kept_by(place)):
        return refusal_of(OSError(number, text, str(place)))
    of_ours = str(place) in text  # a load may come to grief over a file of somebody else's
    if any(word in lower for word in _DAMAGE + _UNSAID) or (of_ours and "parquet" in lower):
        return StoreBroken("湖的文件坏了", where=_named(text) or str(place), way_out=RESTORE)
    return None


def _kept_by(place: Path) -> int:
    """Why nothing can be written at ``place``, as an errno; 0 where it seems that it can."""
    try:
        if shutil.disk_usage(place).free < _LITTLE:
            return errno.ENOSPC
        return 0 if os.access(place, os.W_OK) else errno.EACCES
    except OSError as problem:
        return problem.errno or 0


def _named(text: str) -> str:
    """The file that a message names in quotation marks."""
    quoted = text.replace("'", '"').split('"')[1::2]
    return next((part for part in quoted if "/" in part or "\\" in part), "")
