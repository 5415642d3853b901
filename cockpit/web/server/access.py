"""The guard: who may read. Every request (doors.py) and every page asks here.

The right is shown by a cookie alone: Streamlit's signed sign-in, or on documents a screen's key.
Never by an address: behind a proxy every client is 127.0.0.1, and X-Forwarded-For is whatever the
client says.
"""

import json
from collections.abc import Mapping
from enum import Enum
from urllib.parse import quote, urlencode, urlsplit

import streamlit as st
from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response
from streamlit.web.server.starlette import starlette_websocket

from cockpit import keys, settings
from cockpit.errors import NotAllowed
from cockpit.settings import Settings
from cockpit.web.server import base

COOKIE = "_streamlit_user"
KEY, KEY_COOKIE = "key", "cockpit_wall_key"  # in a link, and where it stays
LONGEST = 400 * 24 * 3600  # seconds: no browser keeps a cookie longer


class Right(Enum):
    """What somebody has to show where reading is closed."""

    NONE = "nothing"
    DOCUMENT = "a sign-in, or a screen's key"
    SIGN_IN = "a sign-in"


def signed_in(cookies: Mapping[str, str]) -> bool:
    """Whether the cookies carry a sign-in that this server signed.

    The one place that calls Streamlit's private cookie reader; tests/pages/test_access.py holds
    it to what Streamlit itself writes.
    """
    read = starlette_websocket._get_signed_cookie_with_chunks
    try:
        value = read(dict(cookies), COOKIE)
        user = json.loads(value) if value else {}
    except (ValueError, UnicodeError):
        return False
    return isinstance(user, dict) and user.get("is_logged_in") is True


def require(right: Right, cookies: Mapping[str, str], now: Settings) -> None:
    """Raise NotAllowed unless reading is open or the cookies show ``right``.

    Raises StoreBroken too, where that cannot be told.
    """
    if right is Right.NONE or not now.signed_in_only or signed_in(cookies):
        return
    if right is Right.DOCUMENT and (key := cookies.get(KEY_COOKIE)):
        keys.ring(now.lake).require(key)
        return
    raise NotAllowed(
        "登录之后才能查看",
        way_out="在首页登录，再打开这个链接；不能登录的屏幕，打开管理员发给它的链接",
    )


def require_reader(cookies: Mapping[str, str]) -> None:
    """Who may read a document now; an open stream asks at each tick. Raises as ``require``."""
    require(Right.DOCUMENT, cookies, settings.load())


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


def require_sign_in() -> None:
    """On a page: offer the sign-in and stop, unless reading is open or somebody is signed in."""
    if not settings.load().signed_in_only or st.user.get("is_logged_in"):
        return
    if st.secrets.load_if_toml_exists() and "auth" in st.secrets:
        st.title("请先登录")
        st.write("登录之后才能查看投资调度驾驶舱。")
        st.button("登录", type="primary", on_click=st.login)
        st.stop()
    raise NotAllowed(
        "这台服务器只对登录的人开放，但还没有配置登录",
        way_out="请管理员在 .streamlit/secrets.toml 的 [auth] 里填写登录方式",
    )
