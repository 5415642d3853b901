"""What a page says in its first response: its finding, for previews, and its still, to be read.

Both are asked of the mart that the page's own run asks a moment later, and which then has the
answers. A still is made once for an address while data, day and reader are the same.
"""

import json
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, urlencode

from markupsafe import Markup
from starlette.requests import Request
from streamlit.runtime import Runtime

from cockpit import settings
from cockpit.errors import CockpitError
from cockpit.link.parameters import is_added
from cockpit.screens.page import Headline
from cockpit.screens.pages import PAGES, PageEntry
from cockpit.settings import Settings
from cockpit.web.server import access, recording, sharing, still, store
from cockpit.web.server.handlers import query_of
from cockpit.web.view import require_data, view_of

log = logging.getLogger(__name__)
KEPT = 64  # stills, about 0.1 MB each
LONGEST = 2000  # characters of an address whose still is kept
_FAULT = 'class="notice" role="alert" data-status="5'  # of the server; others are of the link
_working = threading.BoundedSemaphore(2)  # held to the end of the work, also of one given up
_Key = tuple[Settings, int, date, str, str, str]  # settings, version, day, path, query, reader
_made: OrderedDict[_Key, "Still"] = OrderedDict()
_registry = threading.Lock()


@dataclass(frozen=True)
class Still:
    """A page before its front end has come: ``text``, and the ``kinds`` of elements on it."""

    text: Markup
    kinds: frozenset[str]


@dataclass(frozen=True)
class First:
    """What a first response says: None where nothing may be said, or nothing was in time."""

    headline: Headline | None = None
    still: Still | None = None


NOTHING = First()


def first(page: PageEntry, request: Request, wait: float) -> First:
    """What the page says to who asks, who may see it; nothing after ``wait`` seconds."""
    query, cookies = sharing.whole_query(request.scope), request.cookies
    if (held := _held(_key(page.path, query, cookies))) is not None:  # waits for nobody's work
        return First(_headline(page, request), held)
    if not _working.acquire(timeout=wait):
        return NOTHING
    try:
        return First(_headline(page, request), still_of(page, query, cookies))
    finally:
        _working.release()


def warm(version: int) -> None:
    """Make the stills of a new version that most visitors will ask for, in a thread of its own."""
    threading.Thread(target=_warm, args=(version,), name="stills", daemon=True).start()


def _warm(version: int) -> None:
    """Every other second: who waits for a page goes first. Ends with the version."""
    try:
        is_open = not settings.load().signed_in_only
        source = store.store()
    except CockpitError:
        return
    for page in PAGES.values():
        latest = source.marts.held()
        if latest is None or latest.version != version:
            return
        if is_open and page.is_listed:
            begun = time.monotonic()
            still_of(page, "", {})
            time.sleep(time.monotonic() - begun)


def _headline(page: PageEntry, request: Request) -> Headline | None:
    try:
        view = view_of(query_of(request), page.own)
        require_data(view)
        return page.headline(view)
    except CockpitError:
        return None
    except Exception:
        log.exception("headline of %s", request.url.path)
        return None


def still_of(page: PageEntry, query: str, cookies: Mapping[str, str]) -> Still | None:
    """The still of a page at an address for who has these cookies; None where it cannot be made."""
    if not Runtime.exists():  # no server: nothing that a script could run in
        return None
    try:
        key = _key(page.path, query, cookies)
        if (held := _held(key)) is not None:
            return held
        run = recording.recorded(page.path, _without_added(query), access.claims_of(cookies))
        made = Still(still.still(run, page.path), frozenset(run.kinds()))
        # a fault is not kept: it may be over at the next request
        is_sound = key == _key(page.path, query, cookies) and _FAULT not in made.text
        if key and is_sound and len(query) <= LONGEST:
            _keep(key, made)
        return made
    except Exception:  # the page itself is still to come
        log.exception("still of /%s", page.path)
        return None


def _without_added(query: str) -> str:
    """An address's parameters but for those that a chat adds: they change nothing on the page."""
    asked = parse_qsl(query, keep_blank_values=True)
    return urlencode([(name, value) for name, value in asked if not is_added(name)])


def _held(key: _Key | None) -> Still | None:
    with _registry:
        if key is None or key not in _made:
            return None
        _made.move_to_end(key)
        return _made[key]


def _keep(key: _Key, made: Still) -> None:
    with _registry:
        _made[key] = made
        while len(_made) > KEPT:
            _made.popitem(last=False)


def _key(path: str, query: str, cookies: Mapping[str, str]) -> _Key | None:
    """What a still depends on; None where that is not known, or the store is in trouble."""
    try:
        now, source = settings.load(), store.store()
        if source.trouble:
            return None
        mart = source.marts.held() if source.polled else source.current()
    except CockpitError:
        return None
    if mart is None:
        return None
    reader = json.dumps(access.claims_of(cookies), sort_keys=True)
    return now, mart.version, now.today(), path, _without_added(query), reader
