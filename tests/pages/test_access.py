"""The guard: what is a right, and that nothing else decides."""

import json
import logging

import pytest
from starlette.requests import HTTPConnection
from streamlit.web.server import server_util
from streamlit.web.server.starlette import starlette_app_utils

from cockpit import keys, settings
from cockpit.errors import NotAllowed
from cockpit.screens.pages import PAGES
from cockpit.web.server import access, documents
from tests.pages.reading import Client, served, text_of


@pytest.fixture
def closed(filled, monkeypatch):
    monkeypatch.setenv("COCKPIT_READERS", "signed-in")


@pytest.fixture
def client():
    return Client(served())


@pytest.fixture
def key(closed):
    """A wall's key of the filled store."""
    ring = keys.ring(settings.load().lake)
    made, signed = ring.create("一楼大厅")
    yield signed
    if not ring.issued()[made.number - 1].revoked_at:
        ring.revoke("一楼大厅")


def bringing(cookies: dict[str, str]) -> HTTPConnection:
    """A request with these cookies."""
    said = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return HTTPConnection({"type": "http", "headers": [(b"cookie", said.encode())]})


def cookie(**user) -> str:
    """A sign-in cookie as Streamlit writes it."""
    secret = server_util.get_cookie_secret()
    text = json.dumps(user)
    return starlette_app_utils.create_signed_value(secret, access.COOKIE, text).decode()


@pytest.mark.parametrize(
    "value",
    [cookie(is_logged_in=False), cookie(), "forged", '{"is_logged_in": true}', ""],
    ids=["signed out", "nobody", "forged", "unsigned", "empty"],
)
def test_anything_else_stays_outside(closed, client, value):
    client.cookies[access.COOKIE] = value
    client.cookies[access.KEY_COOKIE] = value
    assert client.get("/wall").status_code == 401


def test_where_a_request_comes_from_decides_nothing(closed, client):
    headers = {"x_forwarded_for": "127.0.0.1", "x_real_ip": "127.0.0.1", "forwarded": "for=::1"}
    assert client.get("/wall", **headers, x_forwarded_proto="https").status_code == 401


def test_a_key_moves_from_the_link_into_a_cookie(key, client):
    answer = client.get(f"/wall?town=豫龙镇&key={key}&town=a%26b")
    assert answer.status_code == 303
    town = "town=%E8%B1%AB%E9%BE%99%E9%95%87"
    assert answer.headers["location"] == f"/wall?{town}&town=a%26b"
    assert answer.headers["cache-control"] == "no-store"
    first, *flags = answer.headers["set-cookie"].split("; ")
    assert first == f"{access.KEY_COOKIE}={key}"
    assert {"HttpOnly", "Path=/", "SameSite=lax", f"Max-Age={access.LONGEST}"} == set(flags)


def test_a_key_behind_a_slash_moves_to_the_address_without_it(key, client):
    answer = client.get(f"/wall/?town=a&key={key}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/wall?town=a")


@pytest.mark.parametrize(
    ("said", "secure"), [("https", True), ("HTTPS, http", True), ("http", False)]
)
def test_the_cookie_of_an_https_link_is_secure(key, client, said, secure):
    answer = client.get(f"/wall?key={key}", x_forwarded_proto=said)
    assert ("Secure" in answer.headers["set-cookie"]) is secure


def test_a_key_with_a_changed_last_character_is_refused(key, client):
    bits_to_spare = chr(ord(key[-1]) + 1)  # of 27 characters the last has two
    for cookie_or_link in (f"/wall?key={key[:-1]}{bits_to_spare}", f"/wall?key={key}%20"):
        assert client.get(cookie_or_link).status_code == 401


@pytest.mark.parametrize("bad", ["", "a.b", ".", "密钥", "%00", "x" * 5000])
def test_a_key_that_is_none_is_a_sentence(key, client, bad):
    answer = client.get(f"/wall?key={bad}")
    assert (answer.status_code, "密钥认不出来" in answer.text) == (401, True)
    assert "set-cookie" not in answer.headers


def test_a_revoked_key_closes_at_the_next_look(key, client):
    client.cookies[access.KEY_COOKIE] = key
    access.require_reader(bringing(client.cookies))
    keys.KeyRing(settings.load().lake).revoke("一楼大厅")  # as another process does
    for answer in (client.get("/wall"), client.get(f"/wall?key={key}")):
        assert (answer.status_code, "这块屏幕的密钥已停用" in answer.text) == (401, True)
    with pytest.raises(NotAllowed):
        access.require_reader(bringing(client.cookies))
    client.cookies[access.COOKIE] = cookie(is_logged_in=True)
    assert client.get("/wall.js").status_code == 200  # whoever signs in needs no key


@pytest.mark.parametrize("path", PAGES)
def test_a_key_opens_no_page(key, run, path):
    text = text_of(run(path, key=key))
    assert "只对登录的人开放" in text
    assert "数据版本" not in text


def test_a_key_list_that_cannot_be_read_closes_with_a_sentence(
    closed, client, tmp_path, monkeypatch
):
    (tmp_path / "wall-keys.json").write_text("{")
    monkeypatch.setenv("COCKPIT_LAKE", str(tmp_path))
    answer = client.get("/wall?key=x")
    assert (answer.status_code, "大屏密钥的文件读不出来" in answer.text) == (503, True)


def test_a_link_with_a_key_works_where_everyone_reads(filled, client):
    answer = client.get("/wall?key=any")
    assert (answer.status_code, answer.headers["location"]) == (303, "/wall")
    assert "set-cookie" not in answer.headers


def test_no_log_holds_a_key(key, client, caplog, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(documents, "_draw", broken)
    caplog.set_level(logging.DEBUG)
    client.cookies[access.KEY_COOKIE] = key
    client.get(f"/wall?town=高山镇&key={key}")
    assert client.get("/wall?town=高山镇").status_code == 503
    assert caplog.text
    assert key not in caplog.text


def test_everyone_reads_by_default(filled, client):
    assert client.get("/wall").status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_every_page_asks_too(closed, run, path):
    text = text_of(run(path))
    assert "只对登录的人开放" in text
    assert "数据版本" not in text


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("COCKPIT_READERS", "signed_in"),
        ("COCKPIT_TODAY", "2022-13-01"),
        ("COCKPIT_POLL_SECONDS", "soon"),
    ],
)
def test_a_setting_that_cannot_be_closes_every_door_in_chinese(
    filled, client, run, monkeypatch, name, value
):
    monkeypatch.setenv(name, value)
    for path in ("/wall", "/wall/1", "/events", "/wall.js", "/download/ledger.csv", "/media/x"):
        answer = client.get(path)
        assert answer.status_code == 503
        assert "设置有误" in answer.text
    text = text_of(run("ledger"))
    assert "设置有误" in text
    assert name in text
    assert "数据版本" not in text
