"""The log: a line for each request, sign-in, refusal and write; never a key or a cookie."""

import io
import json
import logging
import shutil

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Route

from cockpit import journal, keys
from cockpit.warehouse.lake import Lake
from cockpit.web.server import access, preview, sharing
from cockpit.web.server.doors import SIGNED_IN, Doors
from cockpit.web.server.routes import DOORS
from tests.pages.reading import Client, served
from tests.pages.test_access import cookie

MAY = "as_of=2022-05-31"


@pytest.fixture
def lines(monkeypatch):
    """What the log was told, as JSON; ``lines.text``: as it was written."""
    log = logging.getLogger(journal.ROOT)
    before = (log.handlers[:], log.level)
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    journal.start(as_json=True)

    def read(*names: str) -> list[dict]:
        said = [json.loads(line) for line in stream.getvalue().splitlines()]
        return [one for one in said if not names or one.get("event") in names]

    read.text = stream.getvalue
    yield read
    log.handlers[:], log.level = before


@pytest.fixture
def client(filled, lines):
    return Client(served())


@pytest.fixture
def closed(client, monkeypatch):
    monkeypatch.setenv("COCKPIT_READERS", "signed-in")
    return client


@pytest.mark.parametrize(
    ("path", "route", "status"),
    [
        (f"/wall?{MAY}&town=豫龙镇", "/wall", 200),
        (f"/wall/1?{MAY}", "/wall/{slide}", 200),
        ("/wall/tomorrow", "/wall/{slide}", 404),
        (f"/ledger?{MAY}&q=秘密", "/ledger", 200),
        ("/", "/", 200),
        ("/no/such", "front end", 404),
        ("/_stcore/metrics", "/_stcore/metrics", 404),
    ],
)
def test_a_request_is_a_line_by_its_route(client, lines, path, route, status):
    client.get(path)
    (said,) = lines("request")
    assert (said["method"], said["route"], said["status"]) == ("GET", route, status)
    assert said["ms"] >= 0
    assert set(said) == {"at", "level", "logger", "event", "method", "route", "status", "ms"}


def test_files_of_the_front_end_are_no_lines(client, lines):
    client.get("/app/static/icon.png")
    assert lines() == []


def test_a_refusal_says_who_it_was(closed, lines, monkeypatch):
    monkeypatch.setenv("COCKPIT_STEWARDS", "wang@example.cn")
    closed.get("/wall")
    closed.cookies[access.COOKIE] = cookie(is_logged_in=True, email="Li@example.cn")
    closed.get("/download/ledger.csv")
    assert [(said["route"], said["status"], said["who"]) for said in lines("refusal")] == [
        ("/wall", 401, ""),
        ("/download/{file}", 403, "li@example.cn"),
    ]


def test_a_refusal_on_a_page_is_a_line(closed, lines, run):
    run("ledger", as_of="2022-05-31", share="9999999999-x")
    (said,) = lines("refusal")
    assert (said["route"], said["why"]) == ("/ledger", "这个分享链接打不开")


def test_who_signs_in_and_out_is_a_line(filled, lines, monkeypatch):
    signed = cookie(is_logged_in=True, email="li@example.cn")

    async def callback(_request):
        answer = Response(status_code=302)
        answer.set_cookie(access.COOKIE, signed, httponly=True)
        return answer

    app = Starlette(
        routes=[Route(SIGNED_IN, callback)], middleware=[Middleware(Doors, doors=DOORS)]
    )
    Client(app).get(f"{SIGNED_IN}?code=secret&state=secret")
    out = Client(served(), {access.COOKIE: signed})
    out.get("/auth/logout")
    Client(served()).get(f"{SIGNED_IN}?code=secret&state=secret")
    said = lines("sign-in", "sign-out", "sign-in failed")
    assert [(one["event"], one["who"]) for one in said] == [
        ("sign-in", "li@example.cn"),
        ("sign-out", "li@example.cn"),
        ("sign-in failed", ""),
    ]
    assert "secret" not in lines.text()
    assert signed not in lines.text()


def test_a_write_says_who_and_which_version(demonstrated, lines, tmp_path):
    lake = Lake(shutil.copytree(demonstrated, tmp_path / "lake"))
    with lake.change("li@example.cn", "改一个数") as connection:
        connection.execute("insert into fact_note values ('x', 'y')")
    (said,) = lines("write")
    assert (said["who"], said["what"], said["version"]) == (
        "li@example.cn",
        "改一个数",
        lake.newest(),
    )
    with lake.change("li@example.cn", "没有改"):
        pass
    assert len(lines("write")) == 1


def test_no_line_holds_a_secret(closed, filled, lines, monkeypatch):
    def broken(_):
        raise ZeroDivisionError

    monkeypatch.setattr(preview, "picture", broken)
    _, wall = keys.ring(filled.folder).create("日志")
    signed = cookie(is_logged_in=True, email="li@example.cn")
    shared = sharing.shared(f"/wall.png?{MAY}")
    closed.cookies = {access.COOKIE: signed, access.KEY_COOKIE: wall}
    for path in (f"/wall?key={wall}", "/wall.png", f"/ledger?key={wall}", f"/wall?key={wall}x"):
        closed.get(path)
    closed.cookies = {}
    closed.get(shared)
    text = lines.text()
    assert "ZeroDivisionError" in text
    for secret in (wall, signed, shared.partition("share=")[2]):
        assert secret not in text
    keys.ring(filled.folder).revoke("日志")


def test_a_secret_that_a_message_holds_all_the_same_is_left_out(lines):
    log = logging.getLogger("cockpit.web")
    log.warning("GET /wall?key=abc.def&share=123-xyz with Cookie: _streamlit_user=abc; cookie=q")
    (said,) = lines()
    assert "abc" not in said["message"]
    assert "xyz" not in said["message"]


def test_for_people_a_line_is_text(lines):
    stream = io.StringIO()
    logging.getLogger(journal.ROOT).handlers[0].setStream(stream)
    logging.getLogger(journal.ROOT).handlers[0].setFormatter(journal.TextLines())
    log = logging.getLogger("cockpit.web")
    journal.event(log, "request", route="/wall", status=200)
    log.warning("一行\n两行")
    first, second = stream.getvalue().splitlines()
    assert first.endswith("info cockpit.web event=request route=/wall status=200")
    assert second.endswith("warning cockpit.web 一行\\n两行")
