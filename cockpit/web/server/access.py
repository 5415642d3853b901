"""The guard: who may read. Every route of ours and every page asks here.

The right is shown by a cookie alone: Streamlit's signed sign-in, or on documents a screen's key.
Never by an address: behind a proxy every client is 127.0.0.1, and X-Forwarded-For is whatever the
client says.
"""

import json
from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import quote, urlencode

import streamlit as st
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from streamlit.web.server.starlette import starlette_websocket

from cockpit import keys, settings
from cockpit.errors import CockpitError, NotAllowed

COOKIE = "_streamlit_user"
KEY, KEY_COOKIE = "key", "cockpit_wall_key"  # in a link, and where it stays
LONGEST = 400 * 24 * 3600  # seconds: no browser keeps a cookie longer
Handler = Callable[[Request], Awaitable[Response]]


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


def require_reader(cookies: Mapping[str, str]) -> None:
    """Raise NotAllowed unless reading is open or the cookies show a sign-in or a screen's key.

    Who may read a document now: asked at each request, and by an open stream at each tick.
    Raises BadSetting and StoreBroken too, where that cannot be told.
    """
    now = settings.load()
    if not now.signed_in_only or signed_in(cookies):
        return
    if key := cookies.get(KEY_COOKIE):
        keys.ring(now.lake).require(key)
        return
    raise NotAllowed(
        "登录之后才能查看",
        way_out="在首页登录，再打开这个链接；不能登录的屏幕，打开管理员发给它的链接",
    )


def guarded(handler: Handler, refuse: Callable[[CockpitError], Response]) -> Handler:
    """The handler behind the guard; ``refuse`` makes the 401, or the 503 of a wrong setting."""

    async def ask_first(request: Request) -> Response:
        try:
            if KEY in request.query_params:
                return _key_into_cookie(request)
            require_reader(request.cookies)
        except CockpitError as refusal:
            return refuse(refusal)
        return await handler(request)

    return ask_first


def _key_into_cookie(request: Request) -> Response:
    """The same address without its key, so that it stays in no address bar, history or picture.

    The key goes into a cookie where reading needs one; elsewhere it is only left out.
    """
    now = settings.load()
    rest = [(name, said) for name, said in request.query_params.multi_items() if name != KEY]
    query = f"?{urlencode(rest)}" if rest else ""
    headers = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
    answer = RedirectResponse(f"{quote(request.scope['path'])}{query}", 303, headers)
    if now.signed_in_only:
        key = request.query_params[KEY]
        keys.ring(now.lake).require(key)
        answer.set_cookie(
            KEY_COOKIE, key, LONGEST, httponly=True, samesite="lax", secure=_is_https(request)
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
