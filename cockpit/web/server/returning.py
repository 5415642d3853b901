"""After a sign-in, back to the link that asked for it: Streamlit itself leads to the first page.

A view that is refused for want of a sign-in is noted in a cookie for ten minutes; the answer that
ends the sign-in leads there, if it is an address of ours.
"""

from http.cookies import SimpleCookie
from urllib.parse import parse_qs, quote, unquote, urlsplit

from starlette.types import Scope

from cockpit.screens.pages import PAGES
from cockpit.web.server import base
from cockpit.web.server.access import KEY
from cockpit.web.server.headers import Headers

COOKIE = "cockpit_back"
SECONDS = 600
LONGEST = 2000  # characters of an address
LOCATION, SET = b"location", b"set-cookie"


def noted(headers: Headers, scope: Scope) -> Headers:
    """The headers of a refused view, with its address noted; the first page needs no note."""
    query = scope["query_string"].decode("latin-1")
    path = quote(base.within(scope["path"]) or "")
    address = f"{path}{'?' if query else ''}{query}"
    if scope["method"] != "GET" or address == "/" or not _is_view(address):
        return headers
    return [*headers, _cookie(quote(address, safe=""), SECONDS)]


def led_back(headers: Headers, cookies: dict[str, str]) -> Headers:
    """The headers of the answer that ends a sign-in, leading to what was noted."""
    address = unquote(cookies.get(COOKIE, ""))
    home = base.below("/").encode()  # where Streamlit leads to
    if (LOCATION, home) not in headers or not _is_view(address):
        return headers
    others = [pair for pair in headers if pair[0] != LOCATION]
    return [*others, (LOCATION, base.below(address).encode("ascii")), _cookie("", 0)]


def _is_view(address: str) -> bool:
    """Whether an address is a view of ours: whatever a cookie says, nobody is led elsewhere."""
    if not (address.isascii() and address.isprintable() and len(address) <= LONGEST):
        return False
    parts = urlsplit(address)
    # of two slashes a browser makes a host, of three too
    is_away = parts.scheme or parts.netloc or address.startswith("//")
    if is_away or "\\" in address or " " in address:
        return False
    is_wall = parts.path == "/wall" or (
        parts.path.startswith("/wall/") and parts.path.count("/") == 2
    )
    if KEY in parse_qs(parts.query, keep_blank_values=True):
        return False  # a screen's key is kept nowhere but where the guard puts it
    return is_wall or (parts.path[:1] == "/" and parts.path[1:] in PAGES)


def _cookie(value: str, seconds: int) -> tuple[bytes, bytes]:
    cookie: SimpleCookie = SimpleCookie({COOKIE: value})
    cookie[COOKIE] |= {
        "max-age": seconds,
        "path": base.below("/"),
        "httponly": True,
        "samesite": "lax",
    }
    return SET, cookie[COOKIE].OutputString().encode("latin-1")
