"""What is no right opens nothing: every route and every page, as the application lists them.

Each is asked without a right, and with each thing that is none: the answer is 401 or 403 with a
Chinese sentence, and holds nothing of the data.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import streamlit as st

from cockpit import keys, settings
from cockpit.screens.pages import PAGES
from cockpit.settings import SHANGHAI
from cockpit.shared_links import links
from cockpit.web.server import access, sharing
from tests.pages.reading import Client, plain_of, served
from tests.pages.test_access import cookie
from tests.pages.test_doors import NONE, PORT, asked, sign_in

MAY = "as_of=2022-05-31"
DATA = re.compile(r"\d ?(亿元|个项目|个百分点|%)|SL-2022|数据版本|\"version\"")
LI = {"is_logged_in": True, "email": "li@example.cn", "name": "李"}
# every address of the port that asks for a right, with each of its methods, and every page
ADDRESSES = sorted({(m, path) for m, path, right in asked() if right is not NONE})
ADDRESSES += [("GET", f"/{path}?{MAY}") for path in PAGES]

Tried = Callable[[str], tuple[str, dict[str, str]]]  # address → what is asked, with cookies


def with_key(address: str, name: str, key: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{name}={key}"


def key_of(address: str) -> str:
    return parse_qs(urlsplit(address).query)[sharing.SHARE][0]


def expired_for(address: str) -> str:
    parts = urlsplit(address)
    view = sharing._view(parts.path, parse_qs(parts.query))
    return links(settings.load().lake).key(view, datetime.now(SHANGHAI) - timedelta(minutes=1))


def revoked_screen() -> str:
    ring = keys.ring(settings.load().lake)
    made, key = ring.create("停用的")
    ring.revoke(str(made.number))
    return key


def revoked_view(address: str) -> str:
    key = key_of(sharing.shared(address))
    links(settings.load().lake).revoke()
    return key


NO_RIGHTS: dict[str, Tried] = {
    "nothing": lambda at: (at, {}),
    "an expired view key": lambda at: (with_key(at, "share", expired_for(at)), {}),
    "a revoked view key": lambda at: (with_key(at, "share", revoked_view(at)), {}),
    "a key of another view": lambda at: (
        with_key(at, "share", key_of(sharing.shared(with_key(at, "town", "豫龙镇")))),
        {},
    ),
    "a made-up view key": lambda at: (with_key(at, "share", "9999999999-abc"), {}),
    "a revoked screen's key": lambda at: (at, {access.KEY_COOKIE: revoked_screen()}),
    "a revoked screen's link": lambda at: (with_key(at, "key", revoked_screen()), {}),
    "a view key as a screen's": lambda at: (at, {access.KEY_COOKIE: key_of(sharing.shared(at))}),
    "a forged sign-in": lambda at: (at, {access.COOKIE: sign_in("another secret")}),
    "an unsigned sign-in": lambda at: (at, {access.COOKIE: '{"is_logged_in": true}'}),
    "a sign-in of nobody": lambda at: (at, {access.COOKIE: cookie(email="li@example.cn")}),
    "a role that may not": lambda at: (at, {access.COOKIE: cookie(**LI)}),
}


@pytest.fixture
def closed(filled, monkeypatch):
    monkeypatch.setenv("COCKPIT_READERS", "signed-in")
    monkeypatch.setenv("COCKPIT_VIEWERS", "wang@example.cn")


def test_every_page_and_every_route_is_tried():
    paths = {urlsplit(path).path for _, path in ADDRESSES}
    assert {f"/{path}" for path in PAGES} <= paths
    assert {address for address, right in PORT.values() if right is not NONE} <= {
        path for _, path in ADDRESSES
    }


@pytest.mark.parametrize("tried", NO_RIGHTS)
def test_what_is_no_right_opens_no_address(closed, tried):
    client = Client(served())
    for method, address in ADDRESSES:
        path, client.cookies = NO_RIGHTS[tried](address)
        answer = client.get(path, method=method, whole=False)
        refused = 403 if tried == "a role that may not" else 401
        assert answer.status_code == refused, (method, address)
        assert re.search("登录|密钥|分享链接|权限", answer.text), (method, address)
        words = re.sub(r"<(style|script)\b.*?</\1>", "", answer.text, flags=re.S)
        assert not DATA.search(words), (method, address)
        assert answer.headers["cache-control"] == "no-store", (method, address)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("tried", ["nothing", *(name for name in NO_RIGHTS if "view" in name)])
def test_what_is_no_right_shows_no_page(closed, run, path, tried):
    asked_for, _ = NO_RIGHTS[tried](f"/{path}?{MAY}")
    query = {name: values[0] for name, values in parse_qs(urlsplit(asked_for).query).items()}
    text = plain_of(run(path, **query))
    assert re.search("只对登录的人开放|分享链接", text)
    assert not DATA.search(text)


@pytest.mark.parametrize("path", PAGES)
def test_a_role_that_may_not_see_is_shown_no_page(closed, run, path, monkeypatch):
    monkeypatch.setattr(type(st.user), "to_dict", lambda _: LI)
    text = plain_of(run(path, as_of="2022-05-31"))
    assert "“li@example.cn”没有查看的权限" in text
    assert not DATA.search(text)


def test_who_may_see_and_not_take_along_gets_no_file(closed, monkeypatch):
    monkeypatch.setenv("COCKPIT_VIEWERS", "li@example.cn")
    monkeypatch.setenv("COCKPIT_ANALYSTS", "wang@example.cn")
    client = Client(served(), {access.COOKIE: cookie(**LI)})
    for path in (f"/wall?{MAY}", f"/wall/1?{MAY}", "/readyz"):
        assert DATA.search(client.get(path, accept_encoding="identity").text), path
    for file in ("ledger.csv", "growth.xlsx", "why.parquet", "wall.html"):
        answer = client.get(f"/download/{file}?{MAY}")
        assert (answer.status_code, "能看，不能下载" in answer.text) == (403, True)
        assert not DATA.search(answer.text)
    client.cookies = {access.COOKIE: cookie(is_logged_in=True, email="WANG@example.cn")}
    assert client.get(f"/download/ledger.csv?{MAY}").status_code == 200
