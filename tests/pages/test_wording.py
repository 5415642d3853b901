"""The first response of pages and the words of the front end, over HTTP and without a browser."""

import gzip
import re

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route

from cockpit.screens.pages import PAGES
from cockpit.web.server import frontend, wording
from cockpit.web.server.shell import Shell
from tests.pages.reading import Client, served


@pytest.fixture
def client():
    """Behind our words what Streamlit answers: its shell to any address that it does not know."""
    routes = [
        Route("/healthz", lambda _: PlainTextResponse("ok")),
        Route("/wall", lambda _: HTMLResponse("<p>大屏</p>")),
        Route("/{path:path}/_stcore/health", lambda _: PlainTextResponse("Not Found", 404)),
        Route("/{path:path}", lambda _: HTMLResponse(frontend.index())),
    ]
    # within it Streamlit compresses too
    around = [Middleware(Shell), Middleware(GZipMiddleware)]
    return Client(Starlette(routes=routes, middleware=around))


@pytest.mark.parametrize("chunk", wording.WORDS)
def test_every_word_is_where_it_is_looked_for(chunk):
    text = "".join(frontend.files()[name].read_text("utf-8") for name in frontend.named(chunk))
    assert [words for words in wording.WORDS[chunk] if words not in text] == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_what_it_is_in_its_first_response(nowhere, client, path):
    said = client.get(f"/{path}?as_of=2022-05-31").text
    assert '<html lang="zh-CN">' in said
    assert f"<title>{PAGES[path].title} · 投资调度</title>" in said
    for name in ('name="description"', 'property="og:title"', 'property="og:description"'):
        assert PAGES[path].title in re.search(f'<meta {name} content="([^"]*)"', said)[1]
    assert "Streamlit<" not in said
    assert "JavaScript to run" not in said
    assert '<script type="module" crossorigin src="/static/' in said
    assert "SourceSans" not in said  # nobody wears it


def test_the_front_end_is_given_out_with_our_words(client):
    (chunk,) = frontend.named("Multiselect")
    answer = client.get(f"{frontend.folder()}/{chunk}")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "没有匹配的" in answer.text
    assert "No results" not in answer.text


def test_a_file_of_the_front_end_is_packed_once_and_kept_for_good(client):
    (chunk,) = frontend.named("PlotlyChart")
    address = f"{frontend.folder()}/{chunk}"
    plain, packed = client.get(address), client.get(address, accept_encoding="gzip")
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < 0.4 * len(plain.content)
    for answer in (plain, packed):
        assert answer.headers["cache-control"] == "public, immutable, max-age=31536000"
        assert answer.headers["vary"] == "Accept-Encoding"
    assert frontend.asset(chunk).packed is frontend.asset(chunk).packed


def test_what_waits_in_the_front_end_is_found_in_the_installed_one():
    names = frontend.scripts(["PlotlyChart"])
    assert set(frontend.named("PlotlyChart")) < set(names) < set(frontend.files())
    assert len(names) == len(set(names))
    # what the shell asks for itself is not asked for twice
    assert not [name for name in names if name in frontend.index()]


@pytest.mark.parametrize("path", ["growth", "freshness"])
def test_a_page_asks_for_its_scripts_with_the_first(filled, patient, path):
    said = Client(served()).get(f"/{path}?as_of=2022-05-31", accept_encoding="identity").text
    (choice,) = frontend.named("Selectbox")
    assert (f'{choice}">' in said) is (path == "growth")
    assert said.count('rel="modulepreload"') > frontend.index().count('rel="modulepreload"') + 20


def test_nobody_fetches_type_that_no_page_wears(client):
    (style,) = (name for name in frontend.files() if name.startswith("css/index."))
    said = client.get(f"{frontend.folder()}/{style}").text
    assert "Source" not in said
    assert "MaterialSymbols" in said


def test_plotly_is_given_out_from_memory_too(client):
    address = f"{frontend.folder()}/{frontend.PLOTLY}"
    answer = client.get(address, accept_encoding="gzip")
    assert answer.headers["cache-control"] == "public, immutable, max-age=31536000"
    assert b"window.Plotly = Plotly" in gzip.decompress(answer.content)


def test_another_streamlit_or_other_changes_have_another_address(monkeypatch, tmp_path):
    address = frontend.folder.__wrapped__
    here, other = frontend.folder(), tmp_path / "wording.py"
    other.write_text("WORDS = {}")
    for upgraded in ("streamlit", "plotly"):
        with monkeypatch.context() as context:
            context.setattr(f"{upgraded}.__version__", "9.9.9")
            assert address() != here
    monkeypatch.setattr(frontend, "CHANGED_BY", (other,))
    assert address() != here


def test_what_strangers_ask_for_is_not_kept_in_memory():
    before = frontend._made.cache_info().currsize
    assert {frontend.asset(f"js/{at}.js") for at in range(50)} == {None}
    assert frontend._made.cache_info().currsize == before


@pytest.mark.parametrize("path", ["js/nosuch.js", "js/../../index.html", "nosuch", "js", ""])
def test_no_other_file_is_given_out(client, path):
    for folder in ("/static", frontend.folder()):
        answer = client.get(f"{folder}/{path}")
        assert (answer.status_code, answer.text) == (404, "没有这个文件")


@pytest.mark.parametrize("path", ["/nosuch", "/ledger/nosuch", "/Ledger"])
def test_an_unknown_address_is_said_with_the_pages(client, path):
    answer = client.get(path, accept_encoding="gzip")
    assert answer.status_code == 404
    assert "没有这个地址" in answer.text
    assert '<a href="/ledger">项目台账</a>' in answer.text
    assert '<a href="/wall">大屏</a>' in answer.text


def test_what_is_no_page_is_left_alone(client):
    assert client.get("/healthz").text == "ok"
    assert client.get("/wall").text == "<p>大屏</p>"
    assert client.get("/ledger/_stcore/health").text == "Not Found"
