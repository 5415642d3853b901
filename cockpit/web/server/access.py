"""The guard: who may read. Every route of ours and every page asks here.

The right is shown by Streamlit's signed sign-in cookie alone. Never by an address: behind a proxy
every client is 127.0.0.1, and X-Forwarded-For is whatever the client says.
"""

import json
from collections.abc import Awaitable, Callable, Mapping

import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from streamlit.web.server.starlette import starlette_websocket

from cockpit import settings
from cockpit.errors import CockpitError, NotAllowed

COOKIE = "_streamlit_user"
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
    """Raise NotAllowed unless reading is open or the cookies show a sign-in."""
    if settings.load().signed_in_only and not signed_in(cookies):
        raise NotAllowed("登录之后才能查看", way_out="在首页登录，再打开这个链接")


def guarded(handler: Handler, refuse: Callable[[CockpitError], Response]) -> Handler:
    """The handler behind the guard; ``refuse`` makes the 401, or the 503 of a wrong setting."""

    async def ask_first(request: Request) -> Response:
        try:
            require_reader(request.cookies)
        except CockpitError as refusal:
            return refuse(refusal)
        return await handler(request)

    return ask_first


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
