"""Below a base path: routes, pages, their links, redirects and cookies; outside of it nothing."""

import re
import runpy
from pathlib import Path

import pytest
from starlette.applications import Starlette
from streamlit import config, runtime

from cockpit import keys
from cockpit.screens.pages import PAGES
from cockpit.web import linked
from cockpit.web.server import access, base, documents, first, frontend, shell
from cockpit.web.server.routes import HANDLERS
from tests.pages.reading import Client, text_of

BASE = "/office/cockpit"
ROOT = Path(__file__).parents[2]
LINKS = re.compile(r'(?:href|src)="(/[^"]*)"|url\((/[^)]*)\)')
EXAMPLES = {name: page.example_query for name, page in PAGES.items()}


@pytest.fixture
def below(filled, monkeypatch):
    """This process lies below BASE, as app.py would have it."""
    before = config.get_option("server.baseUrlPath")
    monkeypatch.setattr(documents, "_made", type(documents._made)())
    monkeypatch.setattr(documents, "_asked", type(documents._asked)())
    monkeypatch.setattr(first, "_made", type(first._made)())
    for kept in (shell._around, shell._early, shell._no_line):
        kept.cache_clear()
    base.stand_below(BASE)
    yield
    base.stand_below("")
    assert config.get_option("server.baseUrlPath") == before
    for kept in (shell._around, shell._early, shell._no_line):
        kept.cache_clear()


@pytest.fixture
def client(below, monkeypatch) -> Client:
    """All that the port serves, made below BASE."""
    monkeypatch.setenv("COCKPIT_ADDRESS", f"https://city.example{BASE}/")
    monkeypatch.setattr(config, "_main_script_path", str(ROOT / "app.py"))
    monkeypatch.setattr(runtime.Runtime, "_instance", None)  # another test may have one
    made: Starlette = runpy.run_path(str(ROOT / "app.py"))["app"]._build_starlette_app()
    return Client(made)


def links(text: str) -> set[str]:
    """The addresses of this server that a text has."""
    return {first or second for first, second in LINKS.findall(text)}


def astray(text: str) -> set[str]:
    return {link for link in links(text) if not link.startswith(f"{BASE}/")}


def test_the_setting_alone_moves_the_application(client, monkeypatch):
    assert config.get_option("server.baseUrlPath") == BASE.strip("/")
    monkeypatch.setenv("COCKPIT_METRICS_TOKEN", "x" * 16)
    sent = {"authorization": "Bearer " + "x" * 16}
    for route in HANDLERS:
        path = route.replace("{slide}", "1").replace("{file}", "ledger.csv")
        path = path.replace("{load}", "1")
        closed = path.startswith(
            ("/original", "/report/", "/report-cards")
        )  # for who may write, or has a link
        answered = (
            {403} if closed else {404} if path.startswith(("/photo/", "/deck/kept")) else {200, 503}
        )
        assert client.get(BASE + path, whole=False, **sent).status_code in answered, path
    assert client.connect(f"{BASE}/_stcore/stream") == "websocket.accept"
    assert client.get(f"{BASE}/_stcore/host-config").status_code == 200
    assert client.get(f"{BASE}/app/static/icon.png").status_code == 200


@pytest.mark.parametrize("path", [*(path for path in PAGES if path), "wall", "", "wall.js", "xyz"])
def test_outside_of_the_base_nothing_answers_and_the_way_in_is_said(client, path):
    answer = client.get(f"/{path}")
    assert (answer.status_code, "没有这个地址" in answer.text) == (404, True)
    assert f'href="{BASE}/ledger"' in answer.text
    assert client.connect("/_stcore/stream") == "websocket.close"


@pytest.mark.parametrize("path", ["/office", f"{BASE}x", f"{BASE}x/wall", f"/x{BASE}/wall"])
def test_what_only_looks_like_the_base_is_outside(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", base.BESIDE)
def test_who_watches_the_process_need_not_know_the_base(client, path):
    assert client.get(path).content == client.get(BASE + path).content != b""
    assert client.get(f"{path}x").status_code == 404


def test_where_nothing_can_be_said_yet_the_ways_on_lie_below_the_base_too(client, monkeypatch):
    monkeypatch.setattr(shell, "WAIT", 0.05)
    with first._working, first._working:  # two others are being made
        text = client.get(f"{BASE}/freshness?as_of=2022-05-23").text
    assert 'class="no-line"' in text
    assert astray(text) == set()


@pytest.mark.parametrize("path", PAGES)
def test_a_pages_first_response_asks_below_the_base(client, patient, path):
    answer = client.get(f"{BASE}/{path}")
    assert (answer.status_code, "cache-control" in answer.headers) == (200, True)
    assert len(links(answer.text)) > 20
    assert astray(answer.text) == set()
    file = next(link for link in links(answer.text) if link.endswith(".js"))
    assert client.get(file).headers["cache-control"] == shell.FOR_GOOD


@pytest.mark.parametrize("path", ["", "ledger", "project"])
def test_what_is_read_before_a_page_stands_leads_below_the_base(client, path):
    made = first.still_of(PAGES[path], "", {})
    assert len(links(made.text)) > 8
    assert astray(made.text) == set()


def test_the_base_itself_is_the_first_page(client):
    assert "<title>" in client.get(BASE).text
    assert client.get(BASE).status_code == 200


def test_while_reading_is_closed_the_shell_opens_below_the_base_too(client, monkeypatch):
    monkeypatch.setenv("COCKPIT_READERS", "signed-in")
    for path in (frontend.folder() + "/js/none.js", "/app/static/icon.png"):
        assert client.get(BASE + path).status_code != 401, path
    for path in ("/", "/ledger"):  # refused, and the shell by which one signs in
        answer = client.get(BASE + path)
        assert (answer.status_code, '<div id="root">' in answer.text) == (401, True), path
    for path in ("/wall", "/download/ledger.csv", "/media/x", "/events"):
        assert client.get(BASE + path).status_code == 401, path


@pytest.mark.parametrize("path", ["wall", "wall/1", "wall/slow", "wall/none", "nosuch"])
def test_a_documents_addresses_lie_below_the_base(client, path):
    text = client.get(f"{BASE}/{path}").text
    assert len(links(text)) > 2
    assert astray(text) == set()


def test_a_links_preview_names_the_picture_below_the_base(client, monkeypatch):
    monkeypatch.setattr("cockpit.web.server.chromium.path", lambda: "chromium")
    assert f'content="https://city.example{BASE}/wall.png?' in client.get(f"{BASE}/wall").text


@pytest.mark.parametrize("path", PAGES)
def test_a_page_leads_nowhere_else(below, run, path):
    text = text_of(run(path, **EXAMPLES[path]))
    assert links(text)
    assert astray(text) == set()
    test = run(path, **EXAMPLES[path])
    for button in test.get("link_button"):
        assert button.proto.url.startswith(f"{BASE}/wall")


def test_what_goes_wrong_on_a_page_leads_back_below_the_base(below, run):
    text = text_of(run("project", project="NONE"))
    assert f'href="{BASE}/ledger?' in text
    assert astray(text) == set()


def test_a_click_below_the_base_means_our_address():
    clicked = {"href": f"{BASE}/project?project=P1"}
    base._place.base = BASE
    try:
        assert linked._address(clicked) == "/project?project=P1"
    finally:
        base._place.base = ""
    assert linked._address(clicked) == clicked["href"]


def test_a_screens_key_is_a_cookie_of_the_base(client, filled, monkeypatch):
    monkeypatch.setenv("COCKPIT_READERS", "signed-in")
    ring = keys.ring(filled.folder)
    _, signed = ring.create("门厅")
    answer = client.get(f"{BASE}/wall?key={signed}&town=x")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{BASE}/wall?town=x")
    assert f"Path={BASE};" in answer.headers["set-cookie"]
    client.cookies[access.KEY_COOKIE] = signed
    assert client.get(f"{BASE}/wall").status_code == 200
    ring.revoke("门厅")


def test_a_slash_too_many_goes_below_the_base(client):
    answer = client.get(f"{BASE}/wall/?town=x")
    assert (answer.status_code, answer.headers["location"]) == (301, f"{BASE}/wall?town=x")


def test_only_what_can_be_an_address_is_placed(below):
    said = '<a href="/wall">href=&#34;/wall&#34; url(/x)</a> <a href="?as_of=x"> <a href="#a">'
    placed = said.replace('"/wall"', f'"{BASE}/wall"')
    assert base.placed(said) == placed


def test_html_reaches_streamlit_in_one_place():
    """Else its links would lead out of the base."""
    found = [
        path.name
        for folder in ("cockpit/web", "pages")
        for path in (ROOT / folder).rglob("*.py")
        if re.search(r"st\.(html|markdown)\(", path.read_text("utf-8"))
    ]
    assert found == ["pieces.py"]
