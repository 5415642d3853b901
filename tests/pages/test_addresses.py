"""Addresses: a page reads what it declares, and a link says only what its screen reads."""

import re
from html import unescape
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.applications import Starlette

from cockpit import look, web
from cockpit.parameters import refuse_unknown
from cockpit.screens.slides import SLIDES
from cockpit.web.addresses import OWN
from cockpit.web.server import routes
from tests.pages.conftest import PAGES
from tests.pages.reading import Client, text_of

WALLS = ("/wall", *(f"/wall/{slide}" for slide in SLIDES))
NEEDED = {  # without it a page shows nothing, or less
    "project": {"project": "SL-2022-0011"},
    "indicators": {"definition": "completion"},
    "reconciliation": {"fact": "key.ahead"},
}


@pytest.fixture
def client(filled):
    return Client(Starlette(routes=routes.routes()))


class Noted(dict[str, list[str]]):
    """A query that notes which names it is asked for."""

    asked: ClassVar[set[str]] = set()

    def get(self, name, default=None):
        self.asked.add(name)
        return super().get(name, default)


def test_every_page_declares_its_parameters():
    assert set(OWN) == set(PAGES)


@pytest.mark.parametrize("path", OWN)
def test_a_page_reads_what_it_declares_and_links_to_what_others_read(
    filled, run, path, monkeypatch
):
    asked, query = set(), web.query
    monkeypatch.setattr(Noted, "asked", asked)
    monkeypatch.setattr(web, "query", lambda: Noted(query()))
    text = text_of(run(path, as_of="2022-05-31", version="1", **NEEDED.get(path, {})))
    assert 'role="alert"' not in text  # no card in the page's place
    assert asked - set(look.NAMES) == set(OWN[path])
    check_links(text)


@pytest.mark.parametrize("path", WALLS)
def test_documents_link_to_what_pages_read(client, path):
    check_links(client.get(f"{path}?as_of=2022-05-30").text)


def check_links(html: str) -> None:
    hrefs = {unescape(href) for href in re.findall(r'href="(/[^"]*)"', html)}
    assert hrefs
    for href in hrefs:
        address = urlsplit(href)
        own = () if address.path.startswith("/wall") else OWN[address.path.strip("/")]
        refuse_unknown(parse_qs(address.query), {*look.NAMES, *own})


@pytest.mark.parametrize("path", OWN)
def test_a_misspelt_parameter_is_said_on_every_page(filled, run, path):
    text = text_of(run(path, **{"amp;class": "重点项目"}))
    assert "这里没有“amp;class”这个参数" in text
    assert "是不是 class？" in text
    assert 'data-testid="stamp"' not in text


@pytest.mark.parametrize("path", [*WALLS, "/wall.png"])
def test_a_misspelt_parameter_is_said_on_every_document(client, path):
    answer = client.get(f"{path}?Class=%E9%87%8D%E7%82%B9%E9%A1%B9%E7%9B%AE")
    assert answer.status_code == 400
    assert "是不是 class？" in answer.text


def test_a_parameter_of_another_page_is_said(filled, run):
    assert "这里没有“lead”这个参数" in text_of(run("targets", lead="示例·张三"))


def test_what_a_chat_adds_breaks_no_link(client, filled, run):
    added = {"from": "singlemessage", "isappinstalled": "0", "utm_source": "wx", "embed": "true"}
    test = run("ledger", version="1", **added)
    assert "链接有误" not in text_of(test)
    given = [element.proto.json for element in test.get("bidi_component")]
    assert not [data for data in given if "utm_source" in data]  # the copied link leaves it out
    assert any("/ledger?as_of=2022-05-31&version=1" in data for data in given)
    assert client.get("/wall?from=timeline&nsukey=x&embed_options=light_theme").status_code == 200
