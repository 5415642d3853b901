"""The guard: which routes answer, to whom, and that nothing else decides."""

import importlib
import json

import pytest
from starlette.applications import Starlette
from streamlit.web.server import server_util
from streamlit.web.server.starlette import starlette_app_utils

from cockpit.web.server import access, routes
from tests.pages.reading import Client, text_of


def app():
    return importlib.import_module("app").app


def our_routes():
    return app()._user_routes


@pytest.fixture
def closed(filled, monkeypatch):
    monkeypatch.setenv("COCKPIT_READERS", "signed-in")


@pytest.fixture
def client():
    return Client(Starlette(routes=our_routes(), exception_handlers=app()._exception_handlers))


def cookie(**user) -> str:
    """A sign-in cookie as Streamlit writes it."""
    secret = server_util.get_cookie_secret()
    text = json.dumps(user)
    return starlette_app_utils.create_signed_value(secret, access.COOKIE, text).decode()


def test_app_serves_all_our_documents():
    assert {route.path for route in our_routes()} == set(routes.HANDLERS)


@pytest.mark.parametrize("path", routes.HANDLERS)
def test_every_route_asks_for_the_sign_in(closed, client, path):
    answer = client.get(path)
    assert answer.status_code == 401
    assert "登录之后才能查看" in answer.text


@pytest.mark.parametrize("path", routes.HANDLERS)
def test_a_sign_in_opens_every_route(closed, client, path):
    client.cookies[access.COOKIE] = cookie(is_logged_in=True, name="某人")
    # no poller runs here, and the stream says so
    assert client.get(path).status_code == (503 if path == "/events" else 200)


@pytest.mark.parametrize(
    "value",
    [cookie(is_logged_in=False), cookie(), "forged", '{"is_logged_in": true}', ""],
    ids=["signed out", "nobody", "forged", "unsigned", "empty"],
)
def test_anything_else_stays_outside(closed, client, value):
    client.cookies[access.COOKIE] = value
    assert client.get("/wall").status_code == 401


def test_where_a_request_comes_from_decides_nothing(closed, client):
    headers = {"x_forwarded_for": "127.0.0.1", "x_real_ip": "127.0.0.1", "forwarded": "for=::1"}
    assert client.get("/wall", **headers).status_code == 401


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_another_method_is_refused_in_chinese(filled, client, method):
    answer = client.get("/wall", method=method)
    assert (answer.status_code, "只供查看" in answer.text) == (405, True)
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}


def test_everyone_reads_by_default(filled, client):
    assert client.get("/wall").status_code == 200


@pytest.mark.parametrize("path", ["", "ledger", "reconciliation"])
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
    for path in routes.HANDLERS:
        answer = client.get(path)
        assert answer.status_code == 503
        assert "设置有误" in answer.text
    text = text_of(run("ledger"))
    assert "设置有误" in text
    assert name in text
    assert "数据版本" not in text
