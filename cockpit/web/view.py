"""A view: the mart and the look that a link asks for, checked against what there is."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cockpit.link import look, today
from cockpit.link.look import Look
from cockpit.screens.stamp import Stamp, stamp_of
from cockpit.warehouse.mart import Mart
from cockpit.web.server import store


@dataclass(frozen=True)
class View:
    """What a page or a document draws: ``mart``, ``look``, and whether it is the latest mart.

    ``newest_on``: the day that the latest version opens without a date; None where nobody asks.
    """

    mart: Mart
    look: Look
    is_latest: bool
    newest_on: date | None = None

    @property
    def standing(self) -> tuple[bool, date | None]:
        """What a drawing depends on beside mart and look: it says whether it is the latest."""
        return self.is_latest, self.newest_on

    @property
    def fixed(self) -> Look:
        """The look with its data version: a link of it draws these figures after a load too."""
        return replace(self.look, version=self.mart.version)

    def stamp(self) -> Stamp:
        """What the screen says of its data. Asked once per mart and look."""
        return store.remember(
            self.mart,
            ("stamp", self.look, self.standing),
            lambda: stamp_of(
                self.mart,
                self.look,
                store.version_of(self.mart).at,
                self.is_latest,
                self.newest_on,
            ),
        )


def view_of(query: Mapping[str, Sequence[str]], own: Collection[str] = ()) -> View:
    """The view that a query string describes; ``own``: names that the screen reads besides.

    Raises BadLink, UnknownVersion, or NoData where there is no store.
    """
    latest = store.current()
    version = _version(query, latest)
    mart = latest if version in (None, latest.version) else store.current(version)
    seen = look.read(
        query, default_as_of=store.default_as_of(mart), known=store.known(mart), own=own
    )
    return View(mart, seen, mart is latest, store.default_as_of(latest))


def _version(query: Mapping[str, Sequence[str]], latest: Mart) -> int | None:
    asked = {name: values for name, values in query.items() if name == "version"}
    return look.read(asked, default_as_of=store.default_as_of(latest), known={}).version


def require_data(view: View) -> None:
    """Raise NoData for a day of a year before the first report (cockpit.link.today)."""
    first, _ = store.reported(view.mart)
    today.require_reports(first, view.look.filters.as_of)
