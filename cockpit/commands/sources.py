"""Files and folders that the command line names, to what the gate loads: names and bytes."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from threading import Thread

from cockpit.intake.files.apart import SECONDS, SMALLER
from cockpit.intake.files.archive import reason, shortened
from cockpit.intake.files.grid import LARGEST, Unfit
from cockpit.intake.read import Source

MOST_FILES = 2_000  # in a folder


def from_paths(
    paths: Iterable[Path], kind: str | None = None, seconds: float = SECONDS
) -> Iterator[Source]:
    """The files, each read when it is its turn; ``kind`` is that of their data, None: by table.

    A file that cannot be opened, or is not read within ``seconds``, says so in its place. Of a
    folder come all files below it, by their path from it; what is no table is left out.
    """
    for path in paths:
        if path.is_dir():
            yield from _of_folder(path, kind, seconds)
        else:
            yield Source(path.name, _content(path, seconds), kind)


def _of_folder(folder: Path, kind: str | None, seconds: float) -> Iterator[Source]:
    folder = folder.resolve()
    found = [path for path in islice(_below(folder), MOST_FILES + 1) if not path.is_dir()]
    files = [(path, path.relative_to(folder).as_posix()) for path in sorted(found)]
    problem = None
    if len(found) > MOST_FILES:
        problem = Unfit(f"文件夹里最多 {MOST_FILES} 个文件", "只给出放表格的文件夹")
    elif all(reason(name) for _, name in files):
        problem = Unfit("文件夹里没有表格文件", "核对是不是这个文件夹")
    if problem:
        yield Source(folder.name, problem, kind)
        return
    for path, name in files:
        shown = f"{folder.name}/{shortened(name)}"
        yield Source(shown, reason(name) or _content(path, seconds), kind)


def _below(folder: Path) -> Iterator[Path]:
    """All below a folder, but for what links lead to."""
    for path in folder.iterdir():
        yield path
        if path.is_dir() and not path.is_symlink():
            yield from _below(path)


def _content(path: Path, seconds: float) -> bytes | Unfit:
    """The bytes of a file, or one more than may be taken, whatever the path leads to.

    They are read in a thread, since a pipe into which nobody writes cannot be waited for.
    """
    found: list[bytes | Unfit] = []

    def read() -> None:
        try:
            with path.open("rb") as stream:
                found.append(stream.read(LARGEST + 1))
        except OSError:
            found.append(Unfit("打不开这个文件", "核对路径和权限"))

    reader = Thread(target=read, daemon=True)
    reader.start()
    reader.join(seconds)
    return found[0] if found else Unfit(f"{seconds:g} 秒没有读完，停下了", SMALLER)
