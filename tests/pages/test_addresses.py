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


@pytest.mark.parametrize("path", WALLS)
def test_a_wall_of_an_earlier_day_says_so_and_leads_to_the_latest(client, path):
    town = "town=%E7%8E%8B%E6%9D%91%E9%95%87&theme=light"
    said = client.get(f"{path}?as_of=2022-05-30&{town}").text
    assert f'href="{path}?{town.replace("&", "&amp;")}" target="_self" data-latest' in said
    assert "非最新，看最新" in said
    for newest in (f"{path}?{town}", f"{path}?as_of=2022-05-31&{town}"):
        assert "非最新" not in client.get(newest).text


@pytest.mark.parametrize("path", WALLS)
def test_a_wall_of_an_earlier_version_leads_to_the_latest(client, path):
    said = client.get(f"{path}?as_of=2022-05-31&version=1").text
    assert "历史版本，看最新" in said
    assert f'href="{path}?" target="_self" data-latest' in said


def test_yesterdays_wall_is_not_the_latest_today(client, monkeypatch):
    monkeypatch.setenv("COCKPIT_TODAY", "2022-05-30")
    assert "非最新" not in client.get("/wall?as_of=2022-05-30").text
    monkeypatch.setenv("COCKPIT_TODAY", "2022-05-31")
    assert "非最新" in client.get("/wall?as_of=2022-05-30").text


def wall_of(test) -> str:
    """Where 打开大屏 leads."""
    return next(b.proto.url for b in test.get("link_button") if b.proto.label == "打开大屏")


def test_a_wall_opened_from_a_page_goes_with_the_days(filled, run):
    kept = "theme=light&rotate=20"
    query = {"theme": "light", "rotate": "20"}
    assert wall_of(run("ledger", as_of="2022-05-31", **query)) == f"/wall?{kept}"
    assert wall_of(run("ledger", **query)) == f"/wall?{kept}"
    # a day or a version of one's own stays
    assert wall_of(run("ledger", as_of="2022-05-30", **query)) == f"/wall?as_of=2022-05-30&{kept}"
    assert wall_of(run("ledger", version="1")) == "/wall?as_of=2022-05-31&version=1"


def test_the_walls_on_a_page_and_in_a_document_lead_to_slides_that_go_with_the_days(
    client, filled, run
):
    assert 'href="/wall/slow?rotate=20"' in text_of(run("", as_of="2022-05-31", rotate="20"))
    assert 'href="/wall/8?"' in client.get("/wall?as_of=2022-05-31&rotate=20").text
    assert 'href="/wall/8?as_of=2022-05-30"' in client.get("/wall/4?as_of=2022-05-30").text
