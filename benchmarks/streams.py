"""What one process serves walls with: documents a second, and a thousand event streams.

Each stream is a wall: it holds a line, and at each new version it fetches the document anew. Delays
count from the end of another process's commit.
"""

import asyncio
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter
from urllib.parse import urlsplit

from tests.serving import ROOT, Server, started

WALLS = 1000
COMMITS = 5
AT_ONCE = 32  # connections that ask for documents
SECONDS = 5
DOCUMENT = "/wall?as_of=2022-05-31"
PATIENCE = 30
COMMIT = """
from pathlib import Path
from sys import argv
from time import perf_counter
from cockpit.warehouse.lake import Lake
with Lake(Path(argv[1])).change("测速", "更正增速") as connection:
    connection.execute(
        "update regional_growth set growth_pct = growth_pct + 0.1 "
        "where region = '荥阳市' and period_end = '2022-04-30'"
    )
print(perf_counter())
"""


def resident(process: int) -> float:
    """A process's memory, in kilobytes."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return float(next(line for line in lines if line.startswith("VmRSS")).split()[1])


class Line:
    """A connection to the server that stays open."""

    def __init__(self, server: Server) -> None:
        self.host = urlsplit(server.address)

    async def open(self) -> None:
        """Connect."""
        self.read, self.write = await asyncio.open_connection(self.host.hostname, self.host.port)

    def ask(self, path: str) -> None:
        """Send a request."""
        said = f"GET {path} HTTP/1.1\r\nHost: {self.host.netloc}\r\nAccept-Encoding: gzip\r\n\r\n"
        self.write.write(said.encode())

    async def answer(self) -> bytes:
        """The next answer of a known length."""
        head = await self.read.readuntil(b"\r\n\r\n")
        length = head.lower().split(b"content-length: ")[1].split(b"\r\n")[0]
        return await self.read.readexactly(int(length))


async def documents(server: Server) -> float:
    """Documents a second over AT_ONCE connections, gzipped."""
    lines = [Line(server) for _ in range(AT_ONCE)]
    for line in lines:
        await line.open()
    end = perf_counter() + SECONDS

    async def fetch(line: Line) -> int:
        count = 0
        while perf_counter() < end:
            line.ask(DOCUMENT)
            await line.answer()
            count += 1
        return count

    counts = await asyncio.gather(*map(fetch, lines))
    for line in lines:
        line.write.close()
    return sum(counts) / SECONDS


async def wall(server: Server, told: list[float], drawn: list[float], ready: asyncio.Event) -> None:
    """A wall's line: notes when it is told and when the new document is there."""
    line, own = Line(server), Line(server)
    await line.open()
    line.ask("/events")
    await line.read.readuntil(b"event: state")
    ready.set()
    while True:
        await line.read.readuntil(b"event: state")
        told.append(perf_counter())
        await own.open()
        own.ask(DOCUMENT)
        await own.answer()
        drawn.append(perf_counter())
        own.write.close()


async def told(server: Server, lake: Path) -> None:
    """Open the walls, commit, and print delays and memory."""
    before = resident(server.process.pid)
    notes: list[tuple[list[float], list[float]]] = [([], []) for _ in range(WALLS)]
    ready = [asyncio.Event() for _ in range(WALLS)]
    walls = []
    for (heard, drawn), open_ in zip(notes, ready, strict=True):
        walls.append(asyncio.create_task(wall(server, heard, drawn, open_)))
        await open_.wait()
    each = (resident(server.process.pid) - before) / WALLS
    delays: tuple[list[float], list[float]] = ([], [])
    for number in range(1, COMMITS + 1):
        command = [sys.executable, "-c", COMMIT, str(lake)]
        done = await asyncio.to_thread(
            subprocess.run, command, cwd=ROOT, capture_output=True, text=True, check=True
        )
        start, end = float(done.stdout), perf_counter() + PATIENCE
        # ticks without news are not counted: only what comes after the commit
        while perf_counter() < end and not all(after(drawn, start) for _, drawn in notes):
            await asyncio.sleep(0.05)
        for noted, kind in zip(zip(*notes, strict=True), delays, strict=True):
            kind.extend(after(times, start)[0] - start for times in noted if after(times, start))
        lost = WALLS * number - len(delays[1])
        print(f"  commit {number}: {lost} walls lost so far")
    for name, values in zip(("told", "drawn"), delays, strict=True):
        values.sort()
        print(
            f"  {name:6} p50 {median(values):.2f} s, p99 {values[int(0.99 * len(values))]:.2f} s,"
            f" last {values[-1]:.2f} s after the commit"
        )
    print(f"  memory {each:.0f} kB a stream")
    for task in walls:
        task.cancel()


def after(times: list[float], start: float) -> list[float]:
    """The moments after ``start``."""
    return [time for time in times if time > start]


def run(lake: Path) -> None:
    """Print both."""

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder) / "lake"
        shutil.copytree(lake, own)
        with started(own) as server:
            print(f"documents: {asyncio.run(documents(server)):.0f} a second, gzipped")
            print(f"{WALLS} event streams on one process, {COMMITS} commits of another")
            asyncio.run(told(server, own))
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


if __name__ == "__main__":
    run(Path(os.environ["COCKPIT_LAKE"]))
