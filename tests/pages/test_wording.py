"""The first response of pages and the words of the front end, over HTTP and without a browser."""

import re

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route

from cockpit.screens.pages import PAGES
from cockpit.web.server import wording
from tests.pages.reading import Client


@pytest.fixture
def client():
    """Behind our words what Streamlit answers: its shell to any address that it does not know."""
    routes = [
        Route("/healthz", lambda _: PlainTextResponse("ok")),
        Route("/wall", lambda _: HTMLResponse("<p>大屏</p>")),
        Route("/{path:path}/_stcore/health", lambda _: PlainTextResponse("Not Found", 404)),
        Route("/{path:path}", lambda _: HTMLResponse(wording.index())),
    ]
    # within it Streamlit compresses too
    around = [Middleware(wording.Wording), Middleware(GZipMiddleware)]
    return Client(Starlette(routes=routes, middleware=around))


@pytest.mark.parametrize("chunk", wording.WORDS)
def test_every_word_is_where_it_is_looked_for(chunk):
    text = "".join(path.read_text("utf-8") for path in wording.files(chunk))
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
    assert '<script type="module" crossorigin src="./static/js/index.' in said


def test_the_front_end_is_given_out_with_our_words(client):
    (chunk,) = wording.files("Multiselect")
    answer = client.get(f"/static/js/{chunk.name}")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "没有匹配的" in answer.text
    assert "No results" not in answer.text


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
