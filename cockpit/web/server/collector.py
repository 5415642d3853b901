"""The collector's task: every few seconds what waits in the inbox goes into the lake.

One of a store's server processes at a time, by a lock beside the inbox; whoever takes it over takes
nothing twice (``intake/collecting.py``).
"""

import asyncio
import logging

from anyio import CapacityLimiter, to_thread
from filelock import FileLock, Timeout

from cockpit import settings
from cockpit.errors import CockpitError
from cockpit.intake import collecting
from cockpit.warehouse.inbox import inbox
from cockpit.web.server import store
from cockpit.web.server.rarely import Rarely

log = logging.getLogger(__name__)


class Collector:
    """Collects while a server runs."""

    def __init__(self) -> None:
        self._limiter = CapacityLimiter(1)
        self._rarely = Rarely()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to look, and go on."""
        self._task = asyncio.create_task(self._run(), name="collector")

    async def close(self) -> None:
        """Stop; what is being written is written first."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    async def _run(self) -> None:
        while True:
            try:
                await to_thread.run_sync(collect, limiter=self._limiter)
                every = settings.load().collect_seconds
            except CockpitError as problem:  # all waits on
                every = 10.0
                if self._rarely.may_say(str(problem)):
                    log.warning("collector: %s", " ".join(str(problem).splitlines()))
            except Exception as problem:  # never its end
                every = 10.0
                if self._rarely.may_say(repr(problem)):
                    log.exception("collector; the reports wait on")
            await asyncio.sleep(every)


def collect() -> None:
    """Take what waits, unless another process does. Raises as collecting.collect."""
    now = settings.load()
    box = inbox(now.lake)
    if not now.writing or not box.waiting(1):
        return
    try:
        with FileLock(now.lake / "collector.lock", timeout=0):
            collecting.collect(store.store().lake, box)
    except Timeout:
        return
