"""The process's lakes and marts: routes, pages and poller all ask here.

Plain modules and a lock, not a cache of Streamlit's: documents need it where no script runs. A
server's poller refreshes the marts; where none runs (tests, a module that was reloaded) every
``current`` looks at the lake itself, which takes a few milliseconds.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from time import monotonic, time
from typing import Any, TypeVar, cast

from pandas import DataFrame

from cockpit import settings
from cockpit.errors import CockpitError, NoData
from cockpit.link import today
from cockpit.warehouse.lake import Lake, Version
from cockpit.warehouse.mart import Mart, Marts
from queries import reference
from queries._run import sql_of
from queries.filters import Filters

T = TypeVar("T")
Question = Callable[..., DataFrame]
KEPT_ANSWERS = 2000  # a mart's answers are dropped with it; this bounds a crawler of links
WHOLE = 5.0  # seconds between two looks at the files of every version
LARGE, KEPT_LARGE = 5000, 24  # rows of a frame that takes megabytes, and how many of those stay
_UNKNOWN = object()


@dataclass
class Store:
    """A lake and its marts. ``polled``: somebody else refreshes them.

    ``trouble`` is what the last look found wrong with the lake, None for a sound one; ``good_at``
    is when the latest mart was last known to be the newest (Unix time). In trouble, what was read
    before is served on.
    """

    lake: Lake
    polled: bool = False
    trouble: CockpitError | None = None
    good_at: float = 0.0
    _whole_at: float = field(default=0.0, repr=False)  # of time.monotonic()

    @cached_property
    def marts(self) -> Marts:
        """The marts of this lake."""
        return Marts(self.lake)

    def current(self, version: int | None = None) -> Mart:
        """The mart of a data version (None: the latest). Raises NoData, UnknownVersion."""
        served = self.polled and self.marts.held() is not None
        if not served and not self.lake.exists():
            raise NoData(
                "这台机器上还没有数据",
                way_out="在项目文件夹运行 python -m cockpit fill，再刷新本页",
            )
        if not self.polled:
            self.marts.refresh()
        return self.marts.at(version)

    def look(self) -> Mart | None:
        """Look at the lake: the latest mart, the last good one in trouble, None without any."""
        held = self.marts.held()
        if held is None and not self.lake.exists():
            return None
        whole = self.trouble is not None or monotonic() >= self._whole_at
        try:
            held, self.good_at = self.marts.refresh(), time()
            if whole:
                self.lake.verify()
        except CockpitError as problem:
            self.trouble = problem
            return held
        if whole:
            self._whole_at = monotonic() + WHOLE
        self.trouble = None
        return held


_stores: dict[Path, Store] = {}
_opening = threading.Lock()


def store() -> Store:
    """The store in the folder that the settings name; opened, never made."""
    folder = settings.load().lake
    with _opening:
        if folder not in _stores:
            _stores[folder] = Store(Lake(folder))
        return _stores[folder]


def current(version: int | None = None) -> Mart:
    """The mart of a data version of the settings' store. Raises NoData, UnknownVersion."""
    return store().current(version)


def version_of(mart: Mart) -> Version:
    """Number, time, author and message of the commit behind a mart."""
    return store().lake.version(mart.version)


def ask(question: Question, mart: Mart, filters: Filters, **more: Any) -> DataFrame:
    """The answer to a question, asked once per mart, SQL text and parameters.

    The frame is shared between sessions: take from it, never write into it.
    """
    subject = question.__module__.removeprefix("queries.")
    key = (sql_of(f"{subject}/{question.__name__}"), filters, tuple(sorted(more.items())))
    return remember(mart, key, lambda: question(mart.connection, filters, **more))


def remember(mart: Mart, key: tuple[object, ...], make: Callable[[], T]) -> T:
    """What ``make`` gives, made once per mart and key; ``key`` holds all that it depends on."""
    found = mart.answers.get(key, _UNKNOWN)  # asked once: another thread may drop it meanwhile
    if found is _UNKNOWN:
        found = make()
        while len(mart.answers) >= KEPT_ANSWERS:
            mart.answers.pop(next(iter(mart.answers)), None)
        if _is_large(found):
            _forget_large(mart)
        mart.answers[key] = found
    return cast(T, found)


def _is_large(answer: object) -> bool:
    return isinstance(answer, DataFrame) and len(answer) > LARGE


def _forget_large(mart: Mart) -> None:
    """Drop the oldest large frames, so that one more can stay."""
    large = [key for key, answer in list(mart.answers.items()) if _is_large(answer)]
    for key in large[: max(0, len(large) - KEPT_LARGE + 1)]:
        mart.answers.pop(key, None)


def known(mart: Mart) -> dict[str, tuple[str, ...]]:
    """What each filter offers, by field of Filters, in the screen's order."""
    choices = ask(reference.choices, mart, Filters(settings.load().today()))
    return {str(name): tuple(rows["value"]) for name, rows in choices.groupby("filter", sort=False)}


def reported(mart: Mart) -> tuple[date | None, date | None]:
    """The days of the earliest and the latest report of the whole ledger."""
    day = settings.load().today()
    return remember(mart, ("reported", day), lambda: today.reported(mart, day))


def default_as_of(mart: Mart) -> date:
    """The earlier of today (Asia/Shanghai) and the latest report date."""
    day = settings.load().today()
    return remember(mart, ("default as_of", day), lambda: today.default_as_of(mart, day))


def days_of_years(mart: Mart) -> dict[int, date]:
    """The years with a plan or with reports, each with the day that it is looked at."""
    day = settings.load().today()
    return remember(mart, ("days of years", day), lambda: today.days_of_years(mart, day))
