"""The doors: each request passes here, before a route sees it and when its answer goes out.

What a route asks for is said once, by its path in the application's own list of routes; one that
nobody named asks for a sign-in. Every answer leaves with the headers that keep it from being
framed, guessed at, or kept by others.
"""

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection, Request, cookie_parser
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, WebSocketRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cockpit import journal, settings
from cockpit.errors import CockpitError, FromElsewhere, NotFound, StoreBroken
from cockpit.screens.pages import PAGES
from cockpit.settings import Settings
from cockpit.web.server import access, base, headers, returning, sharing, shell
from cockpit.web.server.access import Right
from cockpit.web.server.handlers import error_document, only_read
from cockpit.web.server.headers import Headers

log = logging.getLogger(__name__)
SIGNED_IN, SIGNED_OUT = "/oauth2callback", "/auth/logout"
FILES = {"", "/app/static/{path:path}"}  # of the front end
READING = {"GET", "HEAD"}
WITH_KEY = {Right.DOCUMENT, Right.VIEW}  # what a screen's key opens
POLICY_VIOLATION = 1008  # the code of a websocket that is refused


@dataclass(frozen=True)
class Door:
    """What a route asks for.

    ``our_pages``: a page of another site may not ask; ``reading``: only GET and HEAD.
    ``is_used``: else nothing answers there.
    """

    right: Right = Right.SIGN_IN
    our_pages: bool = False
    reading: bool = False
    is_used: bool = True


OPEN = Door(Right.NONE)
SHUT = Door(is_used=False)
# of Streamlit's own routes those that nobody could sign in without; the rest asks for a sign-in
STREAMLIT = {
    "": OPEN,  # its front end: the empty shell of every page, and its scripts
    "/app/static/{path:path}": OPEN,  # fonts and the icon
    "/_stcore/health": OPEN,  # says ok
    "/_stcore/host-config": OPEN,
    "/_stcore/stream": Door(Right.NONE, our_pages=True),  # each page asks (require_visitor)
    "/auth/login": OPEN,
    SIGNED_OUT: OPEN,
    SIGNED_IN: OPEN,
    # files for the page that loads them
    "/_stcore/upload_file/{session_id}/{file_id}": Door(Right.UPLOAD, our_pages=True),
    # what nothing here uses: programs' way in, counters, components that bring files
    "/_stcore/agent/interact": SHUT,
    "/_stcore/agent/openapi.json": SHUT,
    "/_stcore/agent/mcp": SHUT,
    "/_stcore/metrics": SHUT,
    "/_stcore/bidi-components/{path:path}": SHUT,
    "/component/{path:path}": SHUT,
}
CACHE, NO_STORE = b"cache-control", b"no-store"


class Doors:
    """The middleware around all that the port serves; ``doors``: a route's path → its door."""

    def __init__(self, app: ASGIApp, doors: Mapping[str, Door]) -> None:
        self.app, self.doors = app, doors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer it here."""
        if scope.get("path") == base.below(""):
            scope = {**scope, "path": base.below("/")}  # the first page
        if scope["type"] == "http":
            await self._answer(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._connect(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        route, scope = route_of(scope), sharing.taken_out(scope)
        door, now, stopped, begun = self._door(route), None, None, False
        told = _Told(scope, base.within(getattr(route, "path", "")) or "")
        try:
            now = settings.load()
            stopped = _stopped(door, Request(scope), now) if door != OPEN else None
        except CockpitError as refusal:
            if now is not None or door != OPEN:  # else the page says what is wrong with them
                stopped = error_document(refusal)
        is_secret = now is None or now.signed_in_only
        has_key = bool(sharing.key_of(scope))

        async def dressed(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                told.answered(message)
                kept = _kept(message["headers"], door, is_secret=is_secret)
                if message["status"] == 401:
                    kept = returning.noted(kept, scope)
                elif told.has_signed_in:
                    kept = returning.led_back(kept, HTTPConnection(scope).cookies)
                message["headers"] = headers.dressed(kept, shell.policy(), now, key=has_key)
            await send(message)

        try:
            await (stopped or self.app)(scope, receive, dressed)
        except Exception:
            if not begun:
                said = StoreBroken("这一页没有做成，原因已写入服务器日志", way_out="稍后再试")
                await error_document(said)(scope, receive, dressed)
            raise  # Starlette hands it to the server's log
        finally:
            told.to_log(now)

    async def _connect(self, scope: Scope, receive: Receive, send: Send) -> None:
        route, asked, address = route_of(scope), HTTPConnection(scope), ""
        right = self._door(route).right
        try:
            now = settings.load()
            address = now.address
            access.require(right, asked, now)
        except CockpitError:
            if right is not Right.NONE:  # else the page says what is wrong with the settings
                route = None
        if not isinstance(route, WebSocketRoute) or access.from_elsewhere(asked, address):
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
            return
        await self.app(_at_its_address(scope, asked, address), receive, send)

    def _door(self, route: BaseRoute | None) -> Door:
        path = base.within(getattr(route, "path", "?"))
        return Door() if path is None else self.doors.get(path, Door())


class _Told:
    """What the log is told of a request: its route, never its address, and how it was answered."""

    def __init__(self, scope: Scope, route: str) -> None:
        path = (base.within(scope["path"]) or "").strip("/")
        is_page = not route and path in PAGES
        self.scope, self.begun, self.status = scope, time.monotonic(), 0
        self.route = route or (f"/{path}" if is_page else "front end")
        self.is_file = not is_page and route in FILES
        self.cookies: dict[str, str] = {}  # those that the answer sets

    def answered(self, start: Message) -> None:
        """Take up how it is answered."""
        self.status = start["status"]
        for name, value in start["headers"]:
            if name == b"set-cookie":
                self.cookies |= cookie_parser(value.decode("latin-1").partition(";")[0])

    @property
    def has_signed_in(self) -> bool:
        """Whether the answer ends a sign-in that went well."""
        return self.route == SIGNED_IN and access.COOKIE in self.cookies

    def to_log(self, now: Settings | None) -> None:
        """Tell it, and beside it who came in, left or was refused."""
        if self.is_file and self.status < 400:
            return  # eighty of a page
        ms = round(1000 * (time.monotonic() - self.begun), 1)
        method = self.scope["method"]
        journal.event(log, "request", method=method, route=self.route, status=self.status, ms=ms)
        if now is None:
            return
        who = access.who(HTTPConnection(self.scope).cookies, now)
        if self.status in {401, 403}:
            journal.event(log, "refusal", route=self.route, status=self.status, who=who)
        elif self.route == SIGNED_IN:
            came = access.who(self.cookies, now)
            journal.event(log, "sign-in" if came else "sign-in failed", who=came)
        elif self.route == SIGNED_OUT:
            journal.event(log, "sign-out", who=who)


def route_of(scope: Scope) -> BaseRoute | None:
    """The route that will answer, by the application's own list.

    An address with a slash at its end is that without it: what answers there is a redirect.
    """
    route = _first(scope)
    bare = scope["path"].rstrip("/")
    if getattr(route, "path", "") or bare == scope["path"]:
        return route
    return _first({**scope, "path": bare}) or route


def _first(scope: Scope) -> BaseRoute | None:
    """The first route for an address, with this method or another."""
    routes = scope["app"].routes
    return next((route for route in routes if route.matches(scope)[0] is not Match.NONE), None)


def _stopped(door: Door, request: Request, now: Settings) -> Response | None:
    """The answer to who may not pass, or has to go another way. Raises CockpitError."""
    if door.right in WITH_KEY and access.KEY in request.query_params:
        return access.key_into_cookie(request, now)
    access.require(door.right, request, now)
    if not door.is_used:
        raise NotFound("没有这个地址", way_out="核对地址，或打开驾驶舱首页")
    if door.our_pages and access.from_elsewhere(request, now.address):
        raise FromElsewhere(
            "这个地址只能从驾驶舱自己的页面打开",
            way_out="打开驾驶舱，在那里点开；经代理访问的，请管理员核对 COCKPIT_ADDRESS",
        )
    if door.reading and request.method not in READING:
        return only_read()
    return None


def _kept(said: Headers, door: Door, *, is_secret: bool) -> Headers:
    """An answer's headers with how long it may be kept.

    What asks for a right is kept by nobody while reading is closed: not on the disk of a shared
    machine either, where it outlives the right. Open, a document is asked for anew each time, and
    304 says that it is the same. The script, which holds no data, is kept in both.
    """
    told = dict(said)
    if door.right is not Right.NONE and b"immutable" not in told.get(CACHE, b""):
        if is_secret:
            return [*(pair for pair in said if pair[0] != CACHE), (CACHE, NO_STORE)]
        if CACHE not in told:
            return [*said, (CACHE, NO_STORE)]
    return said


def _at_its_address(scope: Scope, asked: HTTPConnection, address: str) -> Scope:
    """The scope, with the Host by which others know us where the page came from there.

    Streamlit compares Origin with Host alone; of a proxy that names itself it would ask the
    internet whether that is us.
    """
    known = access.origin_of(address)
    if asked.headers.get("origin") != known:
        return scope
    host = urlsplit(known).netloc.encode()
    others = [pair for pair in scope["headers"] if pair[0] != b"host"]
    return {**scope, "headers": [*others, (b"host", host)]}
