"""What was worked out from a mart, kept with it: answers of questions, and parts of screens.

Who asks for what another is just making waits for it: a hundred who open the same page in the same
second are one piece of work. What a hundred different ones need is made a few at a time
(``in_turn``): the first are done soon, where all at once are all done late.
"""

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from typing import TypeVar, cast

from pandas import DataFrame

T = TypeVar("T")
Key = tuple[object, ...]
MOST = 20_000  # a mart's answers are dropped with it; these two bound a crawler of links
MOST_BYTES = 256_000_000
SMALL = 2_000  # bytes that an answer is taken to have which is neither a text nor a frame
_UNKNOWN = object()
_turns = threading.BoundedSemaphore((os.cpu_count() or 1) + 1)
_thread = threading.local()  # waits: whether its answers are made in turn and none is being made
HELD_UP = 10.0  # seconds that a page waits at most for what goes first


@contextmanager
def in_turn() -> Iterator[None]:
    """Let what this thread needs made wait for its turn, for the time of the block.

    For the run of a page. Walls and the poller, which many wait for, do not queue behind them.
    """
    _thread.waits = True
    try:
        yield
    finally:
        _thread.waits = False


class _First:
    """What goes before all pages, at the moment: how many, and whether none."""

    def __init__(self) -> None:
        self._count, self._lock, self._none = 0, threading.Lock(), threading.Event()
        self._none.set()

    def add(self, more: int) -> None:
        """One more, or one less."""
        with self._lock:
            self._count += more
            (self._none.clear if self._count else self._none.set)()

    def wait(self) -> None:
        """Until there is none, or for HELD_UP."""
        self._none.wait(HELD_UP)


_first = _First()


@contextmanager
def first() -> Iterator[None]:
    """Let no page begin to make anything for the time of the block: a new version goes before.

    Many wait for it, and what a page would make now is of the version before.
    """
    _first.add(1)
    try:
        yield
    finally:
        _first.add(-1)


@contextmanager
def _turn() -> Iterator[None]:
    """A turn for all that this answer needs. Taken before the lock of any answer, never after."""
    _first.wait()
    with _turns:
        _thread.waits = False
        try:
            yield
        finally:
            _thread.waits = True


@dataclass
class Kept:
    """Key → what was made; what was not asked for the longest goes first. Threads may share it.

    What is kept is shared: it is taken from, and never written into.
    """

    made: OrderedDict[Key, object] = field(default_factory=OrderedDict)
    bytes: int = 0
    _making: dict[Key, threading.Lock] = field(default_factory=dict, repr=False)
    _registry: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def get(self, key: Key, make: Callable[[], T]) -> T:
        """What ``make`` gives, made once a key; ``key`` holds all that it depends on.

        What it raises is not kept.
        """
        found = self._known(key)
        if found is _UNKNOWN:
            with _turn() if getattr(_thread, "waits", False) else nullcontext():
                found = self._made_by_one(key, make)
        return cast(T, found)

    def _made_by_one(self, key: Key, make: Callable[[], object]) -> object:
        with self._registry:
            making = self._making.setdefault(key, threading.Lock())
        with making:
            found = self._known(key)  # the one before may have made it
            if found is _UNKNOWN:
                try:
                    found = make()
                    self._keep(key, found)
                finally:
                    with self._registry:
                        self._making.pop(key, None)
        return found

    def forget(self) -> None:
        """Drop everything: for a measurement."""
        with self._registry:
            self.made.clear()
            self.bytes = 0

    def _known(self, key: Key) -> object:
        found = self.made.get(key, _UNKNOWN)
        if found is not _UNKNOWN:
            with suppress(KeyError):  # another thread may drop it meanwhile
                self.made.move_to_end(key)
        return found

    def _keep(self, key: Key, answer: object) -> None:
        with self._registry:
            self.bytes += size(answer) - size(self.made.get(key, ""))
            self.made[key] = answer
            while self.made and (len(self.made) > MOST or self.bytes > MOST_BYTES):
                _, dropped = self.made.popitem(last=False)
                self.bytes -= size(dropped)


def size(answer: object) -> int:
    """About how many bytes an answer takes: its texts and frames, also those that it holds."""
    if isinstance(answer, str):
        return 2 * len(answer)
    if isinstance(answer, DataFrame):
        return SMALL + int(answer.memory_usage(index=False).sum())
    if isinstance(answer, tuple | list):
        return SMALL + sum(map(size, answer))
    held = getattr(answer, "__dict__", {}).values()
    return SMALL + sum(size(one) for one in held if isinstance(one, str | DataFrame | tuple))
