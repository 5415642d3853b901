"""The poller: one task a process that asks the lake for news, warms the documents, tells the walls.

What is told is a version: data version and code version, so that new code reloads a wall whole.
"""

import asyncio
import logging
import signal
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from types import FrameType
from typing import Any

from anyio import CapacityLimiter, to_thread

from cockpit import journal, settings
from cockpit.errors import CockpitError
from cockpit.warehouse import kept
from cockpit.warehouse.mart import Mart
from cockpit.warehouse.store import Store
from cockpit.web.server import documents, first, store, writing
from cockpit.web.server.collector import Collector
from cockpit.web.server.rarely import Rarely

log = logging.getLogger(__name__)
ENDING = (signal.SIGTERM, signal.SIGINT)
DRAWN = 400  # walls a second that fetch a new version's document: what can wait, waits for them


class Live:
    """Keeps a store's marts current.

    ``version``: data version and code version, empty before the first mart; it changes when a wall
    has to look again. ``warm`` is called in the poller's thread with each new mart, before anybody
    is told; ``after`` when all are and have had the time to look. ``ended``: the server is about
    to stop, and no stream may hold it up. ``streams``: how many listen.
    """

    def __init__(
        self,
        watched: Store,
        warm: Callable[[Mart], None],
        every: float,
        after: Callable[[Mart], None] = lambda _: None,
    ) -> None:
        self.version = ""
        self.ended = False
        self.streams = 0
        self._store, self._warm, self._every, self._after = watched, warm, every, after
        self._rarely, self._in_trouble = Rarely(), False
        self._limiter, self._later = CapacityLimiter(1), CapacityLimiter(1)
        self._task: asyncio.Task[None] | None = None
        self._following: asyncio.Task[None] | None = None
        self._moved = asyncio.Event()

    async def start(self) -> None:
        """Build the first mart and its documents, then go on looking."""
        self._store.polled = True
        await self._tick()
        if self._following is not None:
            await asyncio.gather(self._following)
        self._task = asyncio.create_task(self._run(), name="poller")

    async def close(self) -> None:
        """Stop looking, and end whoever listens."""
        self._end()
        self._store.polled = False
        for task in filter(None, (self._task, self._following)):
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        self._task = self._following = None

    def trouble(self) -> dict[str, object]:
        """What walls and pages are to say of a damaged store, and since when; empty for none.

        ``good``: the server's clock in milliseconds when what is shown was known to be current.
        """
        trouble = self._store.trouble
        if trouble is None:
            return {}
        return {"trouble": trouble.title, "good": int(self._store.good_at * 1000)}

    async def moved(self, within: float) -> None:
        """Return at the next new version or trouble, at the end, or after ``within`` seconds."""
        moved = self._moved
        if not self.ended:
            try:
                await asyncio.wait_for(moved.wait(), within)
            except TimeoutError:
                return

    def end_on_signals(self) -> None:
        """End the streams as soon as the process is told to stop.

        uvicorn waits for open responses before it closes the lifespan, and a stream never ends by
        itself. Does nothing outside the main thread, where Python takes no handlers.
        """
        if threading.current_thread() is not threading.main_thread():
            return
        loop = asyncio.get_running_loop()
        for number in ENDING:
            before = signal.getsignal(number)

            def end(
                number: int, frame: FrameType | None, before: Any = before
            ) -> None:  # bound now: the loop goes on to the next signal
                loop.call_soon_threadsafe(self._end)
                if callable(before):
                    before(number, frame)

            signal.signal(number, end)

    def _end(self) -> None:
        self.ended = True
        self._moved.set()

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(self._every)
            await self._tick()

    async def _tick(self) -> None:
        before, sound = self.version, self._store.trouble is None
        try:
            await to_thread.run_sync(self._look, limiter=self._limiter)
        except Exception as problem:  # never its end
            if self._rarely.may_say(repr(problem)):
                log.exception("poller; the last good version stays")
        moved = self.version != before
        if self.ended or not (moved or sound != (self._store.trouble is None)):
            return
        self._moved.set()
        self._moved = asyncio.Event()
        if moved and (self._following is None or self._following.done()):
            self._following = asyncio.create_task(self._follow(), name="after a version")

    async def _follow(self) -> None:
        """What follows a version, once the walls that were told have fetched it.

        One at a time, and of the latest: what came meanwhile is followed next.
        """
        followed = ""
        while followed != self.version:
            with kept.first():
                await asyncio.sleep(self.streams / DRAWN)
            followed, mart = self.version, self._store.marts.latest()
            try:
                await to_thread.run_sync(self._after, mart, limiter=self._later)
            except Exception:
                log.exception("poller; what follows a version")

    def _look(self) -> None:
        mart = self._store.look()
        self._tell_log(self._store.trouble)
        if mart is None:
            return
        version = f"{mart.version}.{documents.code_version()}"
        if version != self.version:
            try:
                with kept.first():
                    self._warm(mart)
            finally:  # a document that cannot be drawn says so itself; the others are told
                self.version = version

    def _tell_log(self, trouble: CockpitError | None) -> None:
        if trouble is not None and self._rarely.may_say(str(trouble)):
            log.error("%s", " ".join(str(trouble).splitlines()), exc_info=trouble.__cause__)
        if trouble is None and self._in_trouble:
            log.warning("数据存储恢复正常")
            self._rarely = Rarely()
        self._in_trouble = trouble is not None


_running: list[Live] = []


def running() -> Live | None:
    """The process's poller, None where no server runs."""
    return _running[-1] if _running else None


def _after(mart: Mart) -> None:
    documents.warm_slides(mart)
    first.warm(mart.version)


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[dict[str, Any]]:
    """The poller's life is the server's."""
    journal.start(as_json=settings.load().log_as_json)
    writing.note_binding()
    live = Live(store.store(), documents.warm, settings.load().poll_seconds, _after)
    await live.start()
    live.end_on_signals()
    _running.append(live)
    collector = Collector()
    collector.start()
    try:
        yield {}
    finally:
        await collector.close()
        _running.remove(live)
        await live.close()
