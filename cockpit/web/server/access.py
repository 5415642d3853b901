"""The guard: who may read. Every request (doors.py) and every page asks here.

The right is shown by a cookie, Streamlit's signed sign-in or on documents a screen's key, or by a
shared link's key for the one view that it was made for. Never by an address: behind a proxy every
client is 127.0.0.1, and X-Forwarded-For is whatever the client says.
"""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import streamlit as st
from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response
from streamlit.web.server.starlette import starlette_websocket

from cockpit import journal, keys, roles, settings
from cockpit.errors import CockpitError, NotAllowed
from cockpit.roles import Person
from cockpit.settings import Settings
from cockpit.web.server import base, sharing, writing

log = logging.getLogger(__name__)
COOKIE = "_streamlit_user"
KEY, KEY_COOKIE = "key", "cockpit_wall_key"  # in a link, and where it stays
LONGEST = 400 * 24 * 3600  # seconds: no browser keeps a cookie longer


class Right(Enum):
    """What somebody has to show where reading is closed."""

    NONE = "nothing"
    VIEW = "a sign-in, a screen's key, or a shared link's for this view"
    DOCUMENT = "a sign-in, or a screen's key"
    PAGE = "a sign-in, or a shared link's key for this view"
    SIGN_IN = "a sign-in"
    FILE = "the sign-in of who may take tables along"
    WRITE = "what lets one write (writing.py), whoever may read"
    UPLOAD = "a sign-in, and where reading is open too, what lets one bring files (writing.py)"


@dataclass(frozen=True)
class Visitor:
    """Who looks at a page.

    ``person``: who is signed in. ``shared_until``: where it is a shared link that opens the page,
    until when; such a visitor sees this one view. ``may_download``: whether files are offered.
    """

    person: Person | None = None
    shared_until: datetime | None = None
    may_download: bool = True


def claims_of(cookies: Mapping[str, str]) -> dict[str, Any]:
    """What the sign-in in the cookies says of somebody, if this server signed it; else nothing.

    The one place that calls Streamlit's private cookie reader; tests/pages/test_access.py holds
    it to what Streamlit itself writes.
    """
    read = starlette_websocket._get_signed_cookie_with_chunks
    try:
        value = read(dict(cookies), COOKIE)
        user = json.loads(value) if value else {}
    except (ValueError, UnicodeError):
        return {}
    return user if isinstance(user, dict) else {}


def who(cookies: Mapping[str, str], now: Settings) -> str:
    """Who is signed in by the cookies, for the log; empty where nobody is."""
    person = roles.person_of(claims_of(cookies), now)
    return person.author if person else ""


def require(right: Right, asked: HTTPConnection, now: Settings) -> None:
    """Raise NotAllowed or RoleMissing unless reading is open or the request shows ``right``.

    Raises StoreBroken too, where that cannot be told.
    """
    if right is Right.WRITE:
        somebody = roles.person_of(claims_of(asked.cookies), now)
        if now.signed_in_only and somebody is None:
            raise _not_signed_in()
        writing.require_writer(somebody, asked.headers)
        return
    if right is Right.UPLOAD and not now.signed_in_only:
        writing.require_trier(roles.person_of(claims_of(asked.cookies), now), asked.headers)
    if right is Right.NONE or not now.signed_in_only:
        return
    person = roles.person_of(claims_of(asked.cookies), now)
    may_see = person is not None and person.role is not None
    key = sharing.key_of(asked.scope) if right in {Right.VIEW, Right.PAGE} else ""
    if key and not may_see:
        query = {name: asked.query_params.getlist(name) for name in asked.query_params}
        sharing.require(key, base.within(asked.scope["path"]) or "", query)
        return
    key = asked.cookies.get(KEY_COOKIE, "") if right in {Right.VIEW, Right.DOCUMENT} else ""
    if key and not may_see:
        keys.ring(now.lake).require(key)
        return
    if person is None:
        raise _not_signed_in()
    roles.require_viewer(person)
    if right is Right.FILE:
        roles.require_downloads(person, now)
    if right is Right.UPLOAD:
        writing.require_trier(person, asked.headers)


def _not_signed_in() -> NotAllowed:
    return NotAllowed(
        "登录之后才能查看",
        way_out="在首页登录，登录后回到这个画面；不能登录的屏幕，打开管理员发给它的链接",
    )


def require_reader(asked: HTTPConnection) -> None:
    """Who may read a document now; an open stream asks at each tick. Raises as ``require``."""
    require(Right.DOCUMENT, asked, settings.load())


def from_elsewhere(asked: HTTPConnection, address: str) -> bool:
    """Whether a browser says that a page of another site asks, with its visitor's cookies.

    It names the page's origin for a stream and a websocket, and for what it loads else how far
    away the page is; other clients say neither, and have nobody's cookie. ``address``: the one
    that others know us by, where a proxy does not hand on the Host they asked for.
    """
    origin = asked.headers.get("origin")
    if origin is None:
        return asked.headers.get("sec-fetch-site") in {"cross-site", "same-site"}
    host = origin.partition("://")[2]
    return host != asked.headers.get("host") and origin != origin_of(address)


def origin_of(address: str) -> str:
    """Scheme and host of an address, as browsers write an origin."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}".lower()


def key_into_cookie(request: Request, now: Settings) -> Response:
    """The same address without its key, so that it stays in no address bar, history or picture.

    The key goes into a cookie where reading needs one; elsewhere it is only left out. Raises
    KeyRefused.
    """
    rest = [(name, said) for name, said in request.query_params.multi_items() if name != KEY]
    query = f"?{urlencode(rest)}" if rest else ""
    headers = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
    path = request.scope["path"].rstrip("/")
    answer = RedirectResponse(f"{quote(path)}{query}", 303, headers)
    if now.signed_in_only:
        key = request.query_params[KEY]
        keys.ring(now.lake).require(key)
        answer.set_cookie(
            KEY_COOKIE,
            key,
            LONGEST,
            path=base.below("") or "/",
            httponly=True,
            samesite="lax",
            secure=_is_https(request),
        )
    return answer


def _is_https(request: Request) -> bool:
    """Whether the screen came by https. A false header costs only its sender the cookie."""
    forwarded = request.headers.get("x-forwarded-proto", "").partition(",")[0].strip().lower()
    return "https" in {request.url.scheme, forwarded}


def require_visitor(path: str, query: sharing.Query, key: str) -> Visitor:
    """Who looks at the page at an address, with a shared link's ``key`` or without.

    Offers the sign-in and stops where reading needs one. Raises as ``require``.
    """
    now = settings.load()
    person = roles.person_of(st.user.to_dict(), now)
    if not now.signed_in_only or (person and person.role):
        return Visitor(person, may_download=roles.may_download(person, now))
    try:
        if key:
            until = sharing.require(key, path, query)
            return Visitor(person, until, may_download=False)
        if person:
            roles.require_viewer(person)
    except CockpitError as refusal:
        who = person.author if person else ""
        journal.event(log, "refusal", route=path, who=who, why=refusal.title)
        raise
    if can_sign_in():
        st.title("请先登录")
        st.write("登录之后才能查看投资调度驾驶舱。")
        st.button("登录", type="primary", on_click=st.login)
        st.stop()
    raise NotAllowed(
        "这台服务器只对登录的人开放，但还没有配置登录",
        way_out="请管理员在 .streamlit/secrets.toml 的 [auth] 里填写登录方式",
    )


def can_sign_in() -> bool:
    """Whether a way to sign in is configured."""
    return bool(st.secrets.load_if_toml_exists()) and "auth" in st.secrets
