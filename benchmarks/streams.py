"""What one process serves walls with: documents a second, and a thousand event streams.

Each stream is a wall: it holds a line, and at each new version it fetches the document anew. Delays
count from the end of another process's commit: to the message with its version, and to the document
drawn from it. A tick without news counts as neither.
"""

import asyncio
import gzip
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter
from urllib.parse import urlsplit

from cockpit.warehouse.lake import Lake
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

    async def answer(self) -> tuple[bytes, bytes]:
        """Head and body of the next answer of a known length. Raises where it is no document."""
        head = await self.read.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise ConnectionError(head.decode())
        length = head.lower().split(b"content-length: ")[1].split(b"\r\n")[0]
        return head, await self.read.readexactly(int(length))

    async def version(self) -> int:
        """The data version of the next event."""
        await self.read.readuntil(b"\ndata: ")  # a policy in the head names data: too
        said = json.loads(await self.read.readuntil(b"\n"))
        return int(said["version"].split(".")[0])


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


@dataclass
class Wall:
    """A wall: when it was told of each version, and when it had the version's document."""

    server: Server
    told: dict[int, float] = field(default_factory=dict)
    drawn: dict[int, float] = field(default_factory=dict)
    is_open: asyncio.Event = field(default_factory=asyncio.Event)

    async def hang(self) -> None:
        """Listen until cancelled."""
        line, own = Line(self.server), Line(self.server)
        await line.open()
        line.ask("/events")
        known = await line.version()
        self.is_open.set()
        while True:
            version = await line.version()
            if version == known:
                continue  # a tick
            known = version
            self.told[version] = perf_counter()
            await own.open()
            own.ask(DOCUMENT)
            _, packed = await own.answer()
            own.write.close()
            if f'content="{version}.'.encode() in gzip.decompress(packed):
                self.drawn[version] = perf_counter()


async def told(server: Server, lake: Path) -> None:
    """Open the walls, commit, and print delays and memory."""
    before = resident(server.process.pid)
    walls = [Wall(server) for _ in range(WALLS)]
    hanging = []
    for one in walls:
        hanging.append(asyncio.create_task(one.hang()))
        await one.is_open.wait()
    each = (resident(server.process.pid) - before) / WALLS
    delays: dict[str, list[float]] = {"told": [], "drawn": []}
    for _ in range(COMMITS):
        command = [sys.executable, "-c", COMMIT, str(lake)]
        done = await asyncio.to_thread(
            subprocess.run, command, cwd=ROOT, capture_output=True, text=True, check=True
        )
        start, end = float(done.stdout), perf_counter() + PATIENCE
        version = Lake(lake).newest()
        while perf_counter() < end and not all(version in one.drawn for one in walls):
            await asyncio.sleep(0.05)
        delays["told"] += [one.told[version] - start for one in walls if version in one.told]
        delays["drawn"] += [one.drawn[version] - start for one in walls if version in one.drawn]
    for name, values in delays.items():
        values.sort()
        print(
            f"  {name:6} p50 {median(values):.2f} s, p99 {values[int(0.99 * len(values))]:.2f} s,"
            f" last {values[-1]:.2f} s after the commit; {WALLS * COMMITS - len(values)} lost"
        )
    print(f"  memory {each:.0f} kB a stream")
    for task in hanging:
        task.cancel()


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
