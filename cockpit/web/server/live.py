"""The poller: one task a process that asks the lake for news and warms the documents."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from anyio import CapacityLimiter, to_thread

from cockpit import settings
from cockpit.warehouse.mart import Mart
from cockpit.web.server import documents, store
from cockpit.web.server.store import Store

log = logging.getLogger(__name__)


class Live:
    """Keeps a store's marts current.

    ``version``: data version and code version, empty before the first mart; it changes when a wall
    has to look again. ``warm`` is called in the poller's thread with each new mart.
    """

    def __init__(self, watched: Store, warm: Callable[[Mart], None], every: float) -> None:
        self.version = ""
        self._store, self._warm, self._every = watched, warm, every
        self._limiter = CapacityLimiter(1)
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Build the first mart and its documents, then go on looking."""
        self._store.polled = True
        await self._tick()
        self._task = asyncio.create_task(self._run(), name="poller")

    async def close(self) -> None:
        """Stop looking."""
        self._store.polled = False
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(self._every)
            await self._tick()

    async def _tick(self) -> None:
        try:
            await to_thread.run_sync(self._look, limiter=self._limiter)
        except Exception:
            log.exception("poller; the last good version stays")  # never its end

    def _look(self) -> None:
        if not self._store.lake.exists():
            return
        mart = self._store.marts.refresh()
        version = f"{mart.version}.{documents.code_version()}"
        if version != self.version:
            self.version = version
            self._warm(mart)


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[dict[str, Any]]:
    """The poller's life is the server's."""
    live = Live(store.store(), documents.warm, settings.load().poll_seconds)
    await live.start()
    try:
        yield {"live": live}
    finally:
        await live.close()
