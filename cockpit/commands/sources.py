"""Files that the command line names, to what the gate loads: names and bytes."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Thread

from cockpit.intake.files.apart import SECONDS, SMALLER
from cockpit.intake.files.grid import LARGEST, Unfit
from cockpit.intake.read import Source


def from_paths(
    paths: Iterable[Path], kind: str | None = None, seconds: float = SECONDS
) -> Iterator[Source]:
    """The files, each read when it is its turn; ``kind`` is that of their data, None: by table.

    A file that cannot be opened, or is not read within ``seconds``, says so in its place.
    """
    for path in paths:
        yield Source(path.name, _content(path, seconds), kind)


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
