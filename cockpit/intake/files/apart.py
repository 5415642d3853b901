"""Reading in a process of its own, with bounds of memory and time.

``Apart`` is our side; run as a module, this is the other: it takes a path a line and hands back
what the file holds. When it dies or is stopped, a sentence about that file is all that comes of
it, and the next file gets a new process.
"""

import json
import os
import pickle
import subprocess
import sys
from pathlib import Path
from threading import Timer
from types import TracebackType
from typing import IO

from cockpit.intake.files.opened import Opened, opened

ROOT = Path(__file__).parents[3]
MEMORY = 700_000_000  # bytes of addresses
SECONDS = 20  # of a file, by the clock and by the processor
HEAD = 8  # bytes that say how long an answer is
SMALLER = "只留有内容的行和列，另存为新的 .xlsx 或 CSV；或按月份分成几个文件"


class Apart:
    """Opens files in another process; a context manager."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Apart":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def opened(self, path: Path) -> Opened:
        """What a file holds; whatever happens, an answer."""
        child = self._child or self._start()
        stopped = Timer(self.seconds, child.kill)
        stopped.start()
        try:
            assert child.stdin is not None
            child.stdin.write(json.dumps(str(path.absolute())).encode() + b"\n")
            child.stdin.flush()
            answer = _received(child)
        except OSError:
            answer = None
        finally:
            late = not stopped.is_alive()
            stopped.cancel()
        if answer is not None:
            return answer
        self._end()
        if late:
            return Opened(unfit=(f"{self.seconds:g} 秒没有读完，停下了", SMALLER, ""))
        return Opened(unfit=("读它要的内存或时间太多，停下了", SMALLER, ""))

    def _start(self) -> subprocess.Popen[bytes]:
        self._child = subprocess.Popen(
            [sys.executable, "-m", __name__],
            cwd=ROOT,
            env=os.environ | {"ARROW_DEFAULT_MEMORY_POOL": "system", "OMP_NUM_THREADS": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        return self._child

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.communicate()


def _received(child: subprocess.Popen[bytes]) -> Opened | None:
    """The answer of our own process (its bytes are ours, never a file's); None if it died."""
    assert child.stdout is not None
    head = child.stdout.read(HEAD)
    size = int.from_bytes(head)
    body = child.stdout.read(size) if len(head) == HEAD else b""
    if len(head) < HEAD or len(body) < size:
        return None
    answer = pickle.loads(body)
    return answer if isinstance(answer, Opened) else None


def _serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """The other side: one file after the other until nobody asks any more."""
    for line in requests:
        _bound()
        try:
            found = opened(Path(json.loads(line)))
            body = pickle.dumps(found, protocol=pickle.HIGHEST_PROTOCOL)
        except (MemoryError, RecursionError):
            body = pickle.dumps(Opened(unfit=("读它要的内存太多，停下了", SMALLER, "")))
        answers.write(len(body).to_bytes(HEAD) + body)
        answers.flush()
        del body


def _bound() -> None:
    """Hold this process to its memory, and to its seconds from now on."""
    if sys.platform == "win32":
        return  # there the clock alone stops it
    import resource  # noqa: PLC0415

    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + SECONDS
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most if hard < 0 else min(most, hard), hard))


if __name__ == "__main__":
    with os.fdopen(os.dup(1), "wb") as ours:
        os.dup2(2, 1)  # nothing else writes into the answers
        _serve(sys.stdin.buffer, ours)
