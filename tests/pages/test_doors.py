"""The doors: all that the port answers, what each route asks for, and what each answer says."""

import re
import time
from collections.abc import Iterator

import pytest
from itsdangerous import TimestampSigner
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from streamlit.runtime.media_file_storage import MediaFileKind
from streamlit.web.server import server_util
from streamlit.web.server.starlette import starlette_app_utils

from cockpit import keys
from cockpit.errors import BadLink
from cockpit.screens.pages import PAGES
from cockpit.web.server import access, documents, live, preview
from cockpit.web.server.access import Right
from cockpit.web.server.doors import Doors
from cockpit.web.server.routes import DOORS
from tests.pages.reading import Client, served

NONE, DOCUMENT, SIGN_IN = Right.NONE, Right.DOCUMENT, Right.SIGN_IN
# each route of the port, an address of it, and what that asks for where reading is closed
PORT = {
    "/wall": ("/wall", DOCUMENT),
    "/wall/{slide}": ("/wall/1", DOCUMENT),
    "/wall.js": ("/wall.js?v=1", NONE),
    "/wall.png": ("/wall.png", DOCUMENT),
    "/events": ("/events", DOCUMENT),
    "/healthz": ("/healthz", NONE),
    "/readyz": ("/readyz", NONE),
    "/metrics": ("/metrics", NONE),  # its token is its right: test_watching.py
    "/download/{file}": ("/download/ledger.csv", SIGN_IN),
    "/original/{load}": ("/original/1", SIGN_IN),  # and a right to write: test_originals.py
    "/deck": ("/deck", DOCUMENT),
    "/deck/kept": ("/deck/kept", DOCUMENT),
    "/deck/kept.json": ("/deck/kept.json", SIGN_IN),
    "/report-cards": ("/report-cards", SIGN_IN),  # and a right to write: test_site_links.py
    # the key in the address is the right: test_report.py
    "/report/{key}": ("/report/KEY", NONE),
    "/report/{key}/state": ("/report/KEY/state", NONE),
    "/report.js": ("/report.js?v=1", NONE),
    "/report-worker.js": ("/report-worker.js", NONE),
    "/photo/{sha256}": ("/photo/0", SIGN_IN),
    **{f"/{page.name}.png": (f"/{page.name}.png", SIGN_IN) for page in PAGES.values()},
    "/_stcore/health": ("/_stcore/health", NONE),
    "/_stcore/host-config": ("/_stcore/host-config", NONE),
    "/_stcore/stream": ("/_stcore/stream", NONE),  # each page asks: test_access.py
    "/_stcore/metrics": ("/_stcore/metrics", SIGN_IN),
    "/media/{file_id:path}": ("/media/FILE", SIGN_IN),
    "/_stcore/upload_file/{session_id}/{file_id}": ("/_stcore/upload_file/a/b", SIGN_IN),
    "/component/{path:path}": ("/component/a/index.html", SIGN_IN),
    "/_stcore/bidi-components/{path:path}": ("/_stcore/bidi-components/a/b.js", SIGN_IN),
    "/auth/login": ("/auth/login", NONE),
    "/auth/logout": ("/auth/logout", NONE),
    "/oauth2callback": ("/oauth2callback", NONE),
    "/_stcore/agent/interact": ("/_stcore/agent/interact", SIGN_IN),
    "/_stcore/agent/openapi.json": ("/_stcore/agent/openapi.json", SIGN_IN),
    "/_stcore/agent/mcp": ("/_stcore/agent/mcp", SIGN_IN),
    "/app/static/{path:path}": ("/app/static/icon.png", NONE),
    "": ("/ledger", SIGN_IN),  # the shell of every page
}
OUR_PAGE, OTHER_SITE = "http://cockpit.example", "https://evil.example"
HOST = {"host": "cockpit.example"}
MONTH = 32 * 24 * 3600  # a sign-in lasts 30 days and one of grace


def walked(routes: list[BaseRoute]) -> Iterator[BaseRoute]:
    for route in routes:
        yield route
        yield from walked(getattr(route, "routes", None) or [])


def asked() -> list[tuple[str, str, Right]]:
    """Every method of every route: (method, address, right)."""
    pairs = {(m, r.path) for r in served().routes if isinstance(r, Route) for m in r.methods}
    pairs |= {("GET", ""), ("POST", "/wall"), ("OPTIONS", "/events"), ("PUT", "/wall.png")}
    return [(method, *PORT[path]) for method, path in sorted(pairs)]


def sign_in(secret: str = "") -> str:
    text = '{"is_logged_in": true, "name": "某人"}'
    secret = secret or server_util.get_cookie_secret()
    return starlette_app_utils.create_signed_value(secret, access.COOKIE, text).decode()


@pytest.fixture
def closed(filled, monkeypatch):
    monkeypatch.setenv("COCKPIT_READERS", "signed-in")


@pytest.fixture
def client(filled, monkeypatch) -> Client:
    """With a file in Streamlit's store of media, and no picture drawn."""
    storage = served_media()
    file = storage.load_and_get_id(b"rows", "text/csv", MediaFileKind.DOWNLOADABLE, "a.csv")
    monkeypatch.setitem(PORT, "/media/{file_id:path}", (f"/media/{file}.csv", SIGN_IN))
    monkeypatch.setattr(preview, "picture", lambda _: b"\x89PNG drawn")
    return Client(served())


def served_media():
    route = next(r for r in served().routes if r.path == "/media/{file_id:path}")
    names = route.endpoint.__code__.co_freevars
    cells = dict(zip(names, route.endpoint.__closure__, strict=True))
    return cells["media_storage"].cell_contents


@pytest.fixture
def key(closed, filled):
    ring = keys.ring(filled.folder)
    _, signed = ring.create("一楼大厅")
    yield signed
    ring.revoke("一楼大厅")


def test_every_route_that_the_port_answers_is_listed_here():
    routes = list(walked(served().routes))
    assert {route.path for route in routes} == set(PORT)
    assert {type(route) for route in routes} == {Route, WebSocketRoute, Mount}


def test_without_a_right_no_route_answers_but_those_of_the_sign_in(closed, client):
    for method, address, right in asked():
        answer = client.get(address, method=method, whole=False)
        assert (answer.status_code == 401) is (right is not NONE), (method, address)
        assert ("登录之后才能查看" in answer.text) is (right is not NONE), (method, address)


@pytest.mark.parametrize("path", ["/", *(f"/{page}" for page in PAGES if page), "/index.html"])
def test_the_shell_by_which_people_sign_in_holds_no_data(closed, client, path):
    answer = client.get(path)
    assert answer.status_code == (200 if path == "/index.html" else 401)
    assert "streamlit" in answer.text.lower()
    assert "171.0" not in answer.text


def test_what_others_signed_or_time_ended_is_no_right(closed, client, tmp_path, monkeypatch):
    with monkeypatch.context() as earlier:
        earlier.setattr(TimestampSigner, "get_timestamp", lambda _: int(time.time()) - MONTH)
        expired = sign_in()
    _, foreign_key = keys.KeyRing(tmp_path).create("别处")
    for name, value in (
        (access.COOKIE, expired),
        (access.COOKIE, sign_in("another secret")),
        (access.KEY_COOKIE, foreign_key),
    ):
        client.cookies = {name: value}
        for method, address, right in asked():
            status = client.get(address, method=method, whole=False).status_code
            assert (status == 401) is (right is not NONE), (name, method, address)


def test_a_screens_key_opens_documents_only(key, client):
    client.cookies[access.KEY_COOKIE] = key
    for method, address, right in asked():
        status = client.get(address, method=method, whole=False).status_code
        assert (status == 401) is (right is SIGN_IN), (method, address)


def test_a_sign_in_opens_all(closed, client):
    client.cookies[access.COOKIE] = sign_in()
    for method, address, _ in asked():
        status = client.get(address, method=method, whole=False).status_code
        assert status != 401, (method, address)
    assert client.get(PORT["/media/{file_id:path}"][0]).content == b"rows"


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "OPTIONS"])
def test_what_of_streamlits_nobody_uses_answers_nobody(client, method):
    """Reading is open here; where it is closed, the guard is asked first."""
    for path, (address, _) in PORT.items():
        if re.search("agent|stcore/metrics|component", path):
            answer = client.get(address, method=method, whole=False)
            assert (answer.status_code, "没有这个地址" in answer.text) == (404, True), address


def test_a_route_that_nobody_named_asks_for_a_sign_in(closed):
    async def new(_request):
        return Response("rows")

    app = Starlette(routes=[Route("/new", new)], middleware=[Middleware(Doors, doors=DOORS)])
    client = Client(app)
    assert client.get("/new").status_code == 401
    client.cookies[access.COOKIE] = sign_in()
    assert client.get("/new").text == "rows"


@pytest.mark.parametrize("path", ["/wall/", "/events/", "/wall/1//", "/download/ledger.csv/"])
def test_a_slash_at_the_end_asks_the_guard_first(closed, client, path):
    assert client.get(path, whole=False).status_code == 401
    client.cookies[access.COOKIE] = sign_in()
    answer = client.get(path)
    assert (answer.status_code, answer.headers["location"]) == (301, path.rstrip("/"))


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("path", ["/wall", "/wall/", "/wall/1", "/events", "/download/a.csv"])
def test_another_method_is_refused_in_chinese(client, method, path):
    answer = client.get(path, method=method, whole=False)
    assert (answer.status_code, "只供查看" in answer.text) == (405, True)
    assert answer.headers["allow"] == "GET, HEAD"


def test_a_page_too_takes_no_post(client):
    answer = client.get("/ledger", method="POST")
    assert (answer.status_code, "只供查看" in answer.text) == (405, True)


@pytest.mark.parametrize("readers", ["everyone", "signed-in"])
@pytest.mark.parametrize("right", ["", "sign-in"])
def test_every_answer_may_not_be_framed_guessed_at_or_told_on(client, monkeypatch, readers, right):
    monkeypatch.setenv("COCKPIT_READERS", readers)
    client.cookies = {access.COOKIE: sign_in()} if right else {}
    more = [("GET", "/wall/", NONE), ("GET", "/wall?as_of=x", NONE), ("GET", "//a", NONE)]
    for method, address, _ in [*asked(), *more]:
        said = client.get(address, method=method, whole=False).headers
        assert said["x-content-type-options"] == "nosniff", (method, address)
        assert said["x-frame-options"] == "SAMEORIGIN", (method, address)
        assert "frame-ancestors 'self'" in said["content-security-policy"], (method, address)
        assert said["referrer-policy"] in {"same-origin", "no-referrer"}, (method, address)
        assert "camera=()" in said["permissions-policy"], (method, address)
        rules = dict(rule.split(" ", 1) for rule in said["content-security-policy"].split("; "))
        assert rules["default-src"] == "'none'", (method, address)
        assert not re.search(
            "unsafe-inline|unsafe-eval'(?<!wasm-unsafe-eval')|http|[*]", rules.get("script-src", "")
        ), (method, address)
        assert "strict-transport-security" not in said


def test_https_is_for_good_only_where_others_know_us_by_it(client, monkeypatch):
    monkeypatch.setenv("COCKPIT_ADDRESS", "http://12834.example")
    assert "strict-transport-security" not in client.get("/ledger").headers
    monkeypatch.setenv("COCKPIT_ADDRESS", "https://12834.example")
    for path in ("/ledger", "/wall", "/events", "/app/static/icon.png", "/no"):
        said = client.get(path, whole=False).headers
        assert said["strict-transport-security"] == "max-age=31536000", path


@pytest.mark.parametrize(
    ("said", "policy", "older"),
    [
        ("self", "frame-ancestors 'self'", "SAMEORIGIN"),
        ("none", "frame-ancestors 'none'", "DENY"),
        ("", "frame-ancestors 'none'", "DENY"),
        (
            "self, https://portal.example.cn",
            "frame-ancestors 'self' https://portal.example.cn",
            None,
        ),
    ],
)
def test_who_may_frame_us_is_a_setting(client, monkeypatch, said, policy, older):
    monkeypatch.setenv("COCKPIT_FRAMED_BY", said)
    for path in ("/ledger", "/wall", "/wall.js"):
        headers = client.get(path).headers
        assert headers["content-security-policy"].endswith(policy)
        assert headers.get("x-frame-options") == older


def test_while_reading_is_closed_nobody_keeps_what_holds_data(closed, client):
    for cookies in ({}, {access.COOKIE: sign_in()}):
        client.cookies = cookies
        for method, address, right in asked():
            said = client.get(address, method=method, whole=False).headers
            if right is not NONE:
                assert said["cache-control"] == "no-store", (method, address)


def test_the_script_holds_no_data_and_is_kept(closed, client):
    client.cookies[access.COOKIE] = sign_in()
    said = client.get(f"/wall.js?v={documents.code_version()}").headers
    assert said["cache-control"] == "private, max-age=31536000, immutable"


def test_open_a_document_is_asked_for_anew_and_files_are_kept_by_nobody(client):
    wall = client.get("/wall")
    assert wall.headers["cache-control"] == "no-cache"
    assert client.get("/wall", if_none_match=wall.headers["etag"]).status_code == 304
    for address in ("/download/ledger.csv", PORT["/media/{file_id:path}"][0]):
        assert client.get(address).headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/events", "/download/ledger.csv", "/download/wall.html"])
@pytest.mark.parametrize(
    "asks",
    [
        {"origin": OTHER_SITE},
        {"origin": "null"},  # a file, or a frame shut in
        {"origin": "http://cockpit.example.evil"},
        {"origin": "http://cockpit.example:8080"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
    ],
)
def test_a_page_of_another_site_is_refused_with_a_users_cookie(closed, client, path, asks):
    client.cookies[access.COOKIE] = sign_in()
    answer = client.get(path, whole=False, **HOST, **asks)
    assert (answer.status_code, "只能从驾驶舱自己的页面打开" in answer.text) == (403, True)


@pytest.mark.parametrize(
    "asks",
    [{}, {"origin": OUR_PAGE}, {"sec_fetch_site": "same-origin"}, {"sec_fetch_site": "none"}],
)
def test_our_page_a_typed_address_and_a_program_are_not(client, asks):
    assert client.get("/download/ledger.csv", **HOST, **asks).status_code == 200


@pytest.mark.parametrize(
    "origin", [OTHER_SITE, "null", "http://localhost:3000", "http://127.0.0.1:1"]
)
def test_a_websocket_opens_for_our_page_only(client, origin):
    client.cookies[access.COOKIE] = sign_in()
    assert client.connect("/_stcore/stream", **HOST, origin=origin) == "websocket.close"
    assert client.connect("/_stcore/stream", **HOST, origin=OUR_PAGE) == "websocket.accept"


def test_behind_a_proxy_that_names_itself_the_setting_says_who_we_are(client, monkeypatch):
    here = {"host": "127.0.0.1:8501", "origin": "https://12834.example"}
    assert client.connect("/_stcore/stream", **here) == "websocket.close"
    monkeypatch.setenv("COCKPIT_ADDRESS", "https://12834.example/")
    assert client.connect("/_stcore/stream", **here) == "websocket.accept"
    assert client.get("/download/ledger.csv", **here).status_code == 200


def test_no_other_address_takes_a_websocket(client):
    for path in ("/", "/wall", "/events", "/ledger"):
        assert client.connect(path, **HOST, origin=OUR_PAGE) == "websocket.close"


def test_a_wrong_setting_leaves_pages_the_websocket_by_which_they_say_so(client, monkeypatch):
    monkeypatch.setenv("COCKPIT_READERS", "signed_in")
    assert client.connect("/_stcore/stream", **HOST, origin=OUR_PAGE) == "websocket.accept"


@pytest.mark.parametrize("problem", [ZeroDivisionError, BadLink("x")])
def test_what_breaks_says_so_in_chinese_and_with_its_headers(filled, problem):
    async def broken(_request):
        raise problem

    app = Starlette(routes=[Route("/wall", broken)], middleware=[Middleware(Doors, doors=DOORS)])
    answer = Client(app).get("/wall")
    assert (answer.status_code, "原因已写入服务器日志" in answer.text) == (503, True)
    assert answer.headers["x-frame-options"] == "SAMEORIGIN"
    assert answer.headers["cache-control"] == "no-store"


def test_the_head_of_the_stream_ends(client, monkeypatch):
    class Source:  # a stream of it would break: it is never moved
        ended, streams, version = False, 0, "1"

    monkeypatch.setattr(live, "_running", [Source()])
    answer = client.get("/events", method="HEAD")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-type"].startswith("text/event-stream")
