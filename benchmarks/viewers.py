"""Analysts and walls on one server: how long who clicks waits, and what a session costs.

An analyst is a real Streamlit session over its websocket. She opens a page, then clicks every ten
seconds on average: another page, another township, another day, back; a wait is from the message to
the end of the script. Walls are those of ``streams``. Sizes run one after the other on a server
each: analysts alone, walls alone, both together; then most analysts behind nginx as ``deploy/`` has
it, before one process and before two, each analyst from a network of its own.
"""

import asyncio
import itertools
import os
import random
import resource
import shutil
import ssl
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import Any
from urllib.parse import quote

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

from benchmarks import streams
from benchmarks.streams import resident
from cockpit.warehouse.lake import Lake
from tests.proxy import behind_nginx
from tests.serving import Server, started

SIZES = (1, 10, 50, 100)
THINK = 10.0  # seconds between clicks, on average
MINUTE = 60.0  # how long analysts are counted, after all have opened their first page
PATIENCE = 60.0  # seconds for one answer
PAGES = ("targets", "growth", "why", "classes", "musts", "problems", "bonds", "pipeline", "ledger")
TOWNS = ("", "豫龙镇", "广武镇", "贾峪镇", "索河街道", "王村镇", "乔楼镇", "高村乡")
DAYS = ("2022-05-31", "2022-05-31", "2022-05-30", "2022-04-30")


@dataclass(frozen=True)
class Site:
    """Where analysts go: an address, the servers behind it, and whom its certificate is from."""

    address: str
    servers: tuple[Server, ...]
    trusted: ssl.SSLContext | None = None

    def resident(self) -> float:
        """The memory of its servers, in kilobytes."""
        return sum(resident(server.process.pid) for server in self.servers)


def alone(server: Server) -> Site:
    """A server without a proxy."""
    return Site(server.address, (server,))


@dataclass
class Analyst:
    """A session: ``waits``, the seconds of each answer; ``errors``, what went wrong."""

    site: Site
    seed: int
    waits: list[float] = field(default_factory=list)
    opened: float = 0.0
    errors: list[str] = field(default_factory=list)

    def clicks(self) -> Iterator[tuple[str, str]]:
        """Page and query of one click after another."""
        rng = random.Random(self.seed)
        while True:
            town = rng.choice(TOWNS)
            choice = f"&town={quote(town)}" if town else ""
            yield rng.choice(PAGES), f"as_of={rng.choice(DAYS)}{choice}"

    async def work(self, is_open: asyncio.Event, ends: asyncio.Event) -> None:
        """Open a page, then click until the end."""
        address = self.site.address.replace("http", "ws", 1) + "/_stcore/stream"
        own = f"127.0.{self.seed % 250 + 1}.1"  # the proxy keeps a network on one server
        try:
            async with connect(
                address,
                subprotocols=[Subprotocol("streamlit")],
                max_size=None,
                compression=None,
                ssl=self.site.trusted,
                local_addr=(own, 0),
            ) as line:
                clicks = self.clicks()
                self.opened = await self._asked(line, *next(clicks))
                is_open.set()
                rng = random.Random(-self.seed)
                while not ends.is_set():
                    with suppress(TimeoutError):
                        pause = rng.uniform(0.5, 1.5) * THINK
                        await asyncio.wait_for(ends.wait(), pause)
                        return
                    self.waits.append(await self._asked(line, *next(clicks)))
        except (OSError, TimeoutError, WebSocketException) as problem:
            self.errors.append(repr(problem))
        finally:
            is_open.set()

    async def _asked(self, line: ClientConnection, page: str, query: str) -> float:
        """Seconds until the script has ended."""
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_name = page
        start = perf_counter()
        await line.send(message.SerializeToString())
        while True:
            raw = await asyncio.wait_for(line.recv(), PATIENCE)
            said: Any = ForwardMsg()
            said.ParseFromString(raw)
            kind = said.WhichOneof("type")
            if kind == "delta":
                self._note(said.delta.new_element)
            if kind == "script_finished":
                if said.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    self.errors.append("the script did not compile")
                return perf_counter() - start

    def _note(self, element: Any) -> None:
        """Remember a trace, and the card of a page that could not be drawn."""
        if element.WhichOneof("type") == "exception":
            self.errors.append(element.exception.message)
        elif element.WhichOneof("type") == "html" and "这一页没有画成" in element.html.body:
            self.errors.append("a page was not drawn")


async def analysts(site: Site, count: int) -> None:
    """So many at once, for a minute; prints waits, errors and memory."""
    before, ends = site.resident(), asyncio.Event()
    them = [Analyst(site, seed) for seed in range(1, count + 1)]
    opened = [asyncio.Event() for _ in them]
    pairs = zip(them, opened, strict=True)
    working = [asyncio.create_task(one.work(is_open, ends)) for one, is_open in pairs]
    await asyncio.gather(*(event.wait() for event in opened))
    each = (site.resident() - before) / count
    await asyncio.sleep(MINUTE)
    ends.set()
    await asyncio.gather(*working)
    waits = list(itertools.chain.from_iterable(one.waits for one in them))
    errors = list(itertools.chain.from_iterable(one.errors for one in them))
    print(
        f"  {count:4} analysts  {_cuts(waits)}, {len(waits)} clicks;"
        f" first page {_cuts([one.opened for one in them])};"
        f" {len(errors)} errors; {each:.0f} kB a session"
    )
    for problem in sorted(set(errors))[:3]:
        print(f"    {problem[:100]}")


def _cuts(seconds: list[float]) -> str:
    if len(seconds) < 2:
        return f"{seconds[0]:.2f} s" if seconds else "none"
    cuts = quantiles(seconds, n=20)
    return f"p50 {cuts[9]:.2f} s, p95 {cuts[18]:.2f} s"


async def _both(server: Server, lake: Path, count: int) -> None:
    await asyncio.gather(analysts(alone(server), count), streams.told(server, lake))


def behind_proxy(lake: Path, count: int, processes: int) -> None:
    """So many analysts behind nginx, before one process or several on one lake."""
    with ExitStack() as stack:
        servers = tuple(stack.enter_context(started(lake)) for _ in range(processes))
        ports = [int(server.address.rpartition(":")[2]) for server in servers]
        proxy = stack.enter_context(behind_nginx(lake.parent / f"nginx{processes}", ports))
        print(f"  behind nginx, {processes} process{'es' if processes > 1 else ''}")
        asyncio.run(analysts(Site(proxy.address, servers, proxy.trusted()), count))


def run(lake: Path, sizes: tuple[int, ...] = SIZES) -> None:
    """Print analysts alone, walls alone, both; each on a server and a lake of its own."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))
    with tempfile.TemporaryDirectory() as folder:
        for at, count in enumerate((*sizes, 0, -max(sizes))):
            own = Path(folder) / str(at)
            shutil.copytree(lake, own)
            with started(own) as server:
                if count > 0:
                    asyncio.run(analysts(alone(server), count))
                elif count == 0:
                    print(f"  {streams.WALLS} walls alone, {streams.COMMITS} commits")
                    asyncio.run(streams.told(server, own))
                else:
                    print(f"  {-count} analysts and {streams.WALLS} walls")
                    asyncio.run(_both(server, own, -count))
        if not shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin"):
            print("  no nginx on this machine: nothing behind a proxy")
        else:
            for processes in (1, 2):
                own = Path(folder) / f"proxy{processes}"
                shutil.copytree(lake, own)
                behind_proxy(own, max(sizes), processes)
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


if __name__ == "__main__":
    from cockpit.intake import demonstration

    with tempfile.TemporaryDirectory() as made:
        store = Lake(Path(os.environ.get("COCKPIT_LAKE", f"{made}/lake")))
        if not store.folder.exists():
            demonstration.fill(store, "测速", sample=True, tell=lambda _: None)
        print(f"analysts click every {THINK:.0f} s on average")
        run(store.folder)
