"""The collector's task: what waits in the inbox goes into the lake, a commit every few seconds.

A report that comes alone is taken at once; where they come by the hundred, the next batch begins
``COCKPIT_COLLECT_SECONDS`` after the last one began. One of a store's server processes at a time,
by a lock of the store; whoever takes it over takes nothing twice (``intake/collecting.py``).
"""

import asyncio
import logging
import math
from collections.abc import Callable
from time import monotonic
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from filelock import Timeout

from cockpit import settings
from cockpit.errors import CockpitError
from cockpit.intake import collecting
from cockpit.places import lock
from cockpit.warehouse.inbox import inbox
from cockpit.web.server import store
from cockpit.web.server.rarely import Rarely

log = logging.getLogger(__name__)
LOOKS, AFTER_TROUBLE = 1.0, 10.0  # seconds between two looks into the inbox
T = TypeVar("T")


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
        begun = -math.inf  # when the last batch began
        while True:
            every = AFTER_TROUBLE
            try:
                every = settings.load().collect_seconds
                if monotonic() - begun >= every and await self._in_thread(has_waiting):
                    begun = monotonic()
                    await self._in_thread(collect)
            except CockpitError as problem:  # all waits on
                if self._rarely.may_say(str(problem)):
                    log.warning("collector: %s", " ".join(str(problem).splitlines()))
            except Exception as problem:  # never its end
                if self._rarely.may_say(repr(problem)):
                    log.exception("collector; the reports wait on")
            await asyncio.sleep(min(LOOKS, every))

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await to_thread.run_sync(work, limiter=self._limiter)


def has_waiting() -> bool:
    """Whether any report waits that may be taken. Raises StoreBroken."""
    now = settings.load()
    return now.writing and bool(inbox(now.lake).waiting(1))


def collect() -> None:
    """Take what waits, unless another process does. Raises as collecting.collect."""
    if not has_waiting():
        return
    where = settings.load().lake
    try:
        with lock(where, "collector", 0):
            collecting.collect(store.store().lake, inbox(where))
    except Timeout:
        return
