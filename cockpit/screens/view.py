"""A view: the mart and the look that a screen is drawn from, and what it asks of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, Self, TypeVar

from pandas import DataFrame

from cockpit import settings
from cockpit.city import City, city_of
from cockpit.link.look import NAMES, Look
from cockpit.link.parameters import is_added
from cockpit.screens.figures import FigureMaker, facts_by_id
from cockpit.screens.rows import Row
from cockpit.screens.stamp import Stamp, stamp_of
from cockpit.warehouse.lake import Version
from cockpit.warehouse.mart import Mart, Question
from cockpit.warehouse.store import Store
from queries import freshness, reconciliation
from queries.filters import Filters

T = TypeVar("T")


@dataclass(frozen=True)
class View:
    """What a screen draws: ``mart``, ``look``, and whether it is the latest mart.

    ``newest_on``: the day that the latest version opens without a date; None where nobody asks.
    ``version``: number, time, author and message of what is drawn, where that is known. ``store``:
    where earlier versions are; None for a screen that is held against none. ``query``: the whole
    address, of which a page reads its own parameters.
    """

    mart: Mart
    look: Look
    is_latest: bool = True
    newest_on: date | None = None
    version: Version | None = None
    store: Store | None = field(default=None, compare=False, repr=False)
    query: Mapping[str, Sequence[str]] = field(default_factory=dict, compare=False, repr=False)

    def ask(self, question: Question, filters: Filters | None = None, **more: Any) -> DataFrame:
        """The answer to a question about this view (or ``filters``); shared, never written into."""
        return self.mart.ask(question, filters or self.look.filters, **more)

    def row(self, question: Question, filters: Filters | None = None) -> Row:
        """The first row of a question, columns as attributes: its only one, or its total."""
        at = filters or self.look.filters
        return self.mart.cached(("row", question, at), lambda: self.mart.ask(question, at).iloc[0])

    def cached(self, name: str, make: Callable[[], T], *more: object) -> T:
        """A part of a screen, made once a mart and look; never written into.

        ``name`` tells the parts of all screens apart; ``more``: whatever else it depends on, as
        a choice of the page.
        """
        key = ("part", name, self.look, self.is_latest, self.newest_on, *more)
        return self.mart.cached(key, make)

    @cached_property
    def key(self) -> tuple[object, ...]:
        """All that a screen of this view depends on beside its mart.

        The page's own parameters, the clock's day, and the newest version there is: an earlier
        one on screen is compared with those that come after it.
        """
        own = (
            (name, tuple(values))
            for name, values in sorted(self.query.items())
            if not (name in NAMES or is_added(name))
        )
        latest = self.store.marts.held() if self.store else None
        newest = latest.version if latest else None
        return self.look, self.is_latest, self.newest_on, self.today, newest, *own

    @property
    def city(self) -> City:
        """Whose ledger it is, and what its things are called on the day looked at."""
        return city_of(self.mart, self.look.filters.as_of)

    @property
    def fixed(self) -> Look:
        """The look with its data version: a link of it draws these figures after a load too."""
        return replace(self.look, version=self.mart.version)

    def at(self, look: Look) -> Self:
        """The same mart under another look."""
        return replace(self, look=look)

    @property
    def today(self) -> date:
        """The day of the clock (Asia/Shanghai)."""
        return settings.load().today()

    def stamp(self) -> Stamp:
        """What the screen says of its data."""
        return self.cached(
            "stamp",
            lambda: stamp_of(
                self.mart,
                self.look,
                self.version.at if self.version else None,
                self.is_latest,
                self.newest_on,
            ),
        )

    def loaded(self) -> dict[str, bool]:
        """By table, whether the version holds any row of it, of whichever day."""
        found = self.ask(freshness.loaded)
        return dict(zip(found["table_name"], found["is_loaded"], strict=True))

    def figures(self) -> FigureMaker:
        """What makes this view's figures: from the ledger, or from facts where they may stand."""
        return self.cached(
            "figures",
            lambda: FigureMaker(
                self.look,
                self.stamp(),
                facts_by_id(self.ask(reconciliation.facts)),
                self.loaded(),
            ),
        )

    def versions(self) -> Sequence[Version]:
        """The data versions that there are, the newest last; none without a store."""
        return [] if self.store is None else self.store.lake.versions()

    def mart_of(self, version: int) -> Mart:
        """The mart of a data version; the one on screen where it is that. Raises UnknownVersion."""
        if version == self.mart.version or self.store is None:
            return self.mart
        return self.store.current(version)
