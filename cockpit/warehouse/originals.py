"""The files that were loaded, as they came, and what meetings saw, by hash beside the lake.

What a figure is taken from can be seen again in the workbook itself. A file is written once and
read back, and is for nobody but the server: ledgers hold telephone numbers. Its name is no part
of it (the table ``load`` has it), so that the same file under two names is kept once.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from cockpit.errors import NotFound, StoreBroken
from cockpit.warehouse import faults, manifest

FOLDER = "originals"
HASH = re.compile("[0-9a-f]{64}")


@contextmanager
def keeping(lake: Path, contents: Iterable[bytes]) -> Iterator[None]:
    """Keep the files of a load while it is written; what fails leaves none that were new."""
    made: list[Path] = []
    try:
        for content in contents:
            path = _path(lake, hashlib.sha256(content).hexdigest())
            if not path.exists():
                made.append(path)
            keep(lake, content)
        yield
    except BaseException:
        for path in made:
            path.unlink(missing_ok=True)
        raise


def keep(lake: Path, content: bytes) -> str:
    """Keep a file's bytes in the folder of a lake; their hash, by which they are found again.

    Done when they were read back. Raises StoreBroken, OSError.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    path = _path(lake, sha256)
    if path.exists() and manifest.hash_of(path) == sha256:
        return sha256
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    manifest.write_file(path, content)
    path.chmod(0o600)
    if manifest.hash_of(path) != sha256:
        raise StoreBroken("写下的原文件读回来不一样", where=str(path), way_out="核对磁盘后重新导入")
    return sha256


def path_of(lake: Path, sha256: str) -> Path:
    """Where a file is kept. Raises NotFound."""
    path = _path(lake, sha256) if HASH.fullmatch(sha256) else None
    if path is None or not path.is_file():
        raise NotFound("没有保存这个原文件", way_out="问导入的人要；以前导入的文件没有保存")
    return path


def is_kept(lake: Path, sha256: str) -> bool:
    """Whether a file is kept."""
    return bool(HASH.fullmatch(sha256)) and _path(lake, sha256).is_file()


def content_of(lake: Path, sha256: str) -> bytes:
    """A file's bytes, as they came. Raises NotFound, and StoreBroken for one that has changed."""
    path = path_of(lake, sha256)
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise StoreBroken("保存的原文件变了", where=str(path), way_out=faults.RESTORE)
    return content


def copy(source: Path, target: Path) -> None:
    """Copy all that is kept from one folder to another: into a backup, or out of it.

    Raises StoreBroken for a file that has changed, OSError.
    """
    for path in sorted((source / FOLDER).glob("*")):
        if HASH.fullmatch(path.name):
            keep(target, content_of(source, path.name))


def _path(lake: Path, sha256: str) -> Path:
    return lake / FOLDER / sha256
