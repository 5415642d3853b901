"""The process's stores: routes, pages and poller all ask here.

Plain modules and a lock, not a cache of Streamlit's: documents need it where no script runs. A
server's poller refreshes the marts; where none runs (tests, a module that was reloaded) every
``current`` looks at the lake itself, which takes a few milliseconds.
"""

import threading
from pathlib import Path

from cockpit import settings
from cockpit.city import City, city_of
from cockpit.errors import CockpitError
from cockpit.warehouse.lake import Lake
from cockpit.warehouse.mart import Mart
from cockpit.warehouse.store import Store

_stores: dict[Path, Store] = {}
_opening = threading.Lock()


def store() -> Store:
    """The store in the folder that the settings name; opened, never made."""
    folder = settings.load().lake
    with _opening:
        if folder not in _stores:
            _stores[folder] = Store(Lake(folder))
        return _stores[folder]


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
