"""The files that were loaded, as they came, and what meetings saw, by hash beside the lake.

What a figure is taken from can be seen again in the workbook itself. A file is written once and
read back, and is for nobody but the server: ledgers hold telephone numbers. Its name is no part
of it (the table ``load`` has it), so that the same file under two names is kept once.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from cockpit.errors import NotFound, StoreBroken
from cockpit.places import Where
from cockpit.warehouse import faults
from cockpit.warehouse.blobs import Blobs, blobs, is_whole

FOLDER = "originals"
HASH = re.compile("[0-9a-f]{64}")


@contextmanager
def keeping(lake: Where, contents: Iterable[bytes]) -> Iterator[None]:
    """Keep the files of a load while it is written; what fails leaves none that were new."""
    its, made = _its(lake), list[str]()
    try:
        for content in contents:
            sha256 = hashlib.sha256(content).hexdigest()
            if not its.has(sha256):
                made.append(sha256)
            keep(lake, content)
        yield
    except BaseException:
        for sha256 in made:
            its.remove(sha256)
        raise


def keep(lake: Where, content: bytes) -> str:
    """Keep a file's bytes in a store; their hash, by which they are found again.

    Done when they were read back. Raises StoreBroken, OSError.
    """
    sha256, its = hashlib.sha256(content).hexdigest(), _its(lake)
    if is_whole(its, sha256):
        return sha256
    its.write(sha256, content)
    if not is_whole(its, sha256):
        what, where = "写下的原文件读回来不一样", its.place(sha256)
        raise StoreBroken(what, where=where, way_out="核对磁盘后重新导入")
    return sha256


def all_kept(lake: Where) -> frozenset[str]:
    """The files that are kept, by hash."""
    return frozenset(_its(lake).all())


def content_of(lake: Where, sha256: str) -> bytes:
    """A file's bytes, as they came. Raises NotFound, and StoreBroken for one that has changed."""
    its = _its(lake)
    content = its.read(sha256) if HASH.fullmatch(sha256) else None
    if content is None:
        raise NotFound("没有保存这个原文件", way_out="问导入的人要；以前导入的文件没有保存")
    if hashlib.sha256(content).hexdigest() != sha256:
        raise StoreBroken("保存的原文件变了", where=its.place(sha256), way_out=faults.RESTORE)
    return content


def copy(source: Where, target: Where) -> None:
    """Copy all that is kept from one store to another: into a backup, or out of it.

    Raises StoreBroken for a file that has changed, OSError.
    """
    for name in _its(source).all():
        if HASH.fullmatch(name):
            keep(target, content_of(source, name))


def _its(lake: Where) -> Blobs:
    return blobs(lake, FOLDER)
