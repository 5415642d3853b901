"""Shared links: an address with a key for that one view, for phones and chats without a sign-in.

The key stands in the address, where a chat's preview and a page's websocket bring it along. The
doors take it out of each request before anything else looks at the address, so that no handler
and no log sees it; on a page the script does (cockpit/web/address.py).
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from html import escape, unescape
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from starlette.types import Scope

from cockpit import settings, shared_links
from cockpit.errors import CockpitError
from cockpit.link.parameters import is_added
from cockpit.screens.pages import PAGES
from cockpit.settings import SHANGHAI

SHARE = "share"  # the parameter of the key
_TAKEN = "cockpit.share"  # in the scope: the key that was in the address
LASTS = timedelta(days=7)
PICTURES = {  # a view's picture → the view
    "/wall.png": "/wall",
    **{f"/{page.name}.png": f"/{page.path}" for page in PAGES.values()},
}
Query = Mapping[str, Sequence[str]]


def taken_out(scope: Scope) -> Scope:
    """The scope of a request without the key in its address, which ``key_of`` then gives."""
    if f"{SHARE}=".encode() not in scope["query_string"]:
        return scope
    pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    key = next((value for name, value in pairs if name == SHARE), None)
    if key is None:
        return scope
    rest = urlencode([pair for pair in pairs if pair[0] != SHARE])
    return {**scope, "query_string": rest.encode(), _TAKEN: key}


def whole_query(scope: Scope) -> str:
    """The query as it was asked, with the key: as the page's own run has it."""
    query, key = scope["query_string"].decode("latin-1"), key_of(scope)
    return f"{query}{'&' if query else ''}{urlencode({SHARE: key})}" if key else query


def key_of(scope: Scope) -> str:
    """The key that the address of a request had; empty without."""
    return str(scope.get(_TAKEN, ""))


def require(key: str, path: str, query: Query) -> datetime:
    """Until when a key opens the view at an address. Raises LinkRefused, StoreBroken."""
    return shared_links.links(settings.load().lake).require(key, _view(path, query))


def shared(address: str) -> str:
    """The address with a key that opens it for LASTS; empty where none can be made."""
    whole = datetime.now(SHANGHAI).replace(minute=0, second=0, microsecond=0)
    until = whole + LASTS + timedelta(hours=1)  # the same address for an hour
    try:
        return _with_key(address, until)
    except CockpitError:
        return ""  # an account that may only read the store cannot keep a secret there


def with_picture(text: str, key: str, path: str, query: Query) -> str:
    """A document that a key opened, as text; its picture, for chats, opens as long as it does."""
    try:
        until = require(key, path, query)
    except CockpitError:
        return text  # it was a sign-in that opened it

    def keyed(found: re.Match[str]) -> str:
        return escape(_with_key(unescape(found[0]), until))

    return re.sub(r'(?<=[\w"])/wall\.png\?[^"]*', keyed, text)


def _with_key(address: str, until: datetime) -> str:
    parts = urlsplit(address)
    links = shared_links.links(settings.load().lake)
    key = links.key(_view(parts.path, parse_qs(parts.query)), until)
    return f"{address}{'&' if parts.query else '?'}{SHARE}={key}"


def _view(path: str, query: Query) -> str:
    """What a key is for: the address, whatever chats added to it and in whichever order."""
    path = path.rstrip("/") or "/"
    said = {
        name: [value for value in values if value]
        for name, values in query.items()
        if name != SHARE and not is_added(name)
    }
    pairs = sorted((name, values) for name, values in said.items() if values)
    return f"{PICTURES.get(path, path)}?{urlencode(pairs, doseq=True)}"
