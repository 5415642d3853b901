"""The process's stores: routes, pages and poller all ask here.

Plain modules and a lock, not a cache of Streamlit's: documents need it where no script runs. A
server's poller refreshes the marts; where none runs (tests, a module that was reloaded) every
``current`` looks at the lake itself, which takes a few milliseconds.
"""

import threading

from cockpit import settings
from cockpit.city import City, city_of
from cockpit.errors import CockpitError
from cockpit.places import Where
from cockpit.warehouse.lake import Lake
from cockpit.warehouse.mart import Mart
from cockpit.warehouse.store import Store

_stores: dict[Where, Store] = {}
_opening = threading.Lock()


def store() -> Store:
    """The store that the settings name; opened, never made."""
    where = settings.load().lake
    with _opening:
        if where not in _stores:
            _stores[where] = Store(Lake(where))
        return _stores[where]


def city() -> City:
    """Whose ledger the latest mart is, for what has no view; without a name where there is none."""
    try:
        held = store()
        mart = held.marts.held() or (None if held.polled else held.current())
    except CockpitError:
        mart = None
    return City() if mart is None else city_of(mart, settings.load().today())


def current(version: int | None = None) -> Mart:
    """The mart of a data version of the settings' store. Raises NoData, UnknownVersion."""
    return store().current(version)
