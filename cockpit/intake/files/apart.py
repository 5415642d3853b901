"""Reading in a process of its own, with bounds of memory and time.

``Apart`` is our side; run as a module, this is the other: it takes a file's name and bytes, and
hands back what the file holds, each with its length before it. When it dies or is stopped, a
sentence about that file is all that comes of it, and the next file gets a new process.
"""

import os
import pickle
import subprocess
import sys
from pathlib import Path
from threading import Event, Timer
from types import TracebackType
from typing import IO

from cockpit.intake.files.grid import LARGEST
from cockpit.intake.files.opened import Opened, opened

ROOT = Path(__file__).parents[3]
MEMORY = 700_000_000  # bytes of addresses
SECONDS = 20  # of a file, by the clock and by the processor
LONGEST_ANSWER = 160_000_000  # bytes, which our side holds twice
HEAD = 8  # bytes that say how long what follows is
LONE = "surrogatepass"  # a name may hold bytes that are no text
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

    def opened(self, name: str, content: bytes, seconds: float | None = None) -> Opened:
        """What a file holds; whatever happens, an answer, in ``seconds`` if they are fewer."""
        seconds = self.seconds if seconds is None else min(seconds, self.seconds)
        if len(content) > LARGEST:
            size = f"一个文件最多 {LARGEST // 1_000_000} MB"
            return Opened(unfit=(size, "只留有内容的行和列另存，或按月份分成几个文件", ""))
        too_late = Opened(unfit=(f"{self.seconds:g} 秒没有读完，停下了", SMALLER, ""))
        if seconds <= 0:
            return too_late
        child, late = self._child or self._start(), Event()

        def stop() -> None:
            late.set()
            child.kill()

        stopped = Timer(seconds, stop)
        stopped.start()
        try:
            assert child.stdin is not None
            _send(child.stdin, name.encode("utf-8", LONE), content)
            answer = _received(child)
        except OSError:
            answer = None
        finally:
            stopped.cancel()
        if answer is not None:
            return answer
        self._end()
        if late.is_set():
            return too_late
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


def _send(stream: IO[bytes], *parts: bytes) -> None:
    for part in parts:
        stream.write(len(part).to_bytes(HEAD))
        stream.write(part)
    stream.flush()


def _part(stream: IO[bytes]) -> bytes | None:
    """The next part of what the other side sends; None where it ended."""
    head = stream.read(HEAD)
    size = int.from_bytes(head)
    part = stream.read(size) if len(head) == HEAD else b""
    return None if len(head) < HEAD or len(part) < size else part


def _received(child: subprocess.Popen[bytes]) -> Opened | None:
    """The answer of our own process (its bytes are ours, never a file's); None if it died."""
    assert child.stdout is not None
    body = _part(child.stdout)
    answer = None if body is None else pickle.loads(body)
    return answer if isinstance(answer, Opened) else None


def _serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """The other side: one file after the other until nobody asks any more."""
    while (name := _part(requests)) is not None:
        _bound()
        _send(answers, _answer(name.decode("utf-8", LONE), _part(requests) or b""))


def _answer(name: str, content: bytes) -> bytes:
    try:
        found = opened(name, content)
        del content  # so that there is room for the answer
        answer = pickle.dumps(found, protocol=pickle.HIGHEST_PROTOCOL)
        if len(answer) <= LONGEST_ANSWER:
            return answer
    except (MemoryError, RecursionError):
        pass
    return pickle.dumps(Opened(unfit=("读它要的内存太多，停下了", SMALLER, "")))


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
