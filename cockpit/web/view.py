"""The view that a link asks for, checked against what the settings' store holds."""

from collections.abc import Collection, Mapping, Sequence

from cockpit import settings
from cockpit.link import look, today
from cockpit.screens.view import View
from cockpit.warehouse.lake import Version
from cockpit.warehouse.mart import Mart
from cockpit.web.server import store


def view_of(query: Mapping[str, Sequence[str]], own: Collection[str] = ()) -> View:
    """The view that a query string describes; ``own``: names that the screen reads besides.

    Raises BadLink, UnknownVersion, or NoData where there is no store.
    """
    held, day = store.store(), settings.load().today()
    latest = held.current()
    newest_on = today.default_as_of(latest, day)
    asked = {name: values for name, values in query.items() if name == "version"}
    version = look.read(asked, default_as_of=newest_on, known={}).version
    mart = latest if version in (None, latest.version) else held.current(version)
    seen = look.read(
        query,
        default_as_of=today.default_as_of(mart, day),
        known=today.choices(mart, day),
        own=own,
    )
    return View(mart, seen, mart is latest, newest_on, _version(mart), held, query)


def _version(mart: Mart) -> Version:
    return mart.cached(("version",), lambda: store.store().lake.version(mart.version))


def require_data(view: View) -> None:
    """Raise NoData for a day of a year before the first report (cockpit.link.today)."""
    first, _ = today.reported(view.mart, settings.load().today())
    today.require_reports(first, view.look.filters.as_of)
