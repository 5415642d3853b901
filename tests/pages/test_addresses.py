"""Addresses: a page reads what it declares, and a link says only what its screen reads."""

import re
from html import unescape
from html.parser import HTMLParser
from pathlib import PurePosixPath
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.applications import Starlette

from cockpit import web
from cockpit.link import look
from cockpit.link.parameters import refuse_unknown
from cockpit.pack import files as pack
from cockpit.screens import lagging
from cockpit.screens.pages import PAGES
from cockpit.warehouse import single_file
from cockpit.web.server import downloads, routes
from tests.pages.reading import Client, tables_of, text_of
from tests.sample import SLIDES

PACK = {pack.ALL, downloads.DECK, *(f"{one.code}.{one.ending}" for one in pack.KINDS.values())}
WALLS = ("/wall", *(f"/wall/{slide}" for slide in SLIDES))


@pytest.fixture
def client(filled):
    return Client(Starlette(routes=routes.routes()))


class Noted(dict[str, list[str]]):
    """A query that notes which names it is asked for."""

    asked: ClassVar[set[str]] = set()

    def get(self, name, default=None):
        self.asked.add(name)
        return super().get(name, default)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_reads_what_it_declares_and_links_to_what_others_read(
    filled, fresh, run, path, monkeypatch
):
    asked, query = set(), web.query
    monkeypatch.setattr(Noted, "asked", asked)
    monkeypatch.setattr(web, "query", lambda: Noted(query()))
    text = text_of(run(path, as_of="2022-05-31", version="1", **PAGES[path].example_query))
    assert 'role="alert"' not in text  # no card in the page's place
    assert asked - set(look.NAMES) == set(PAGES[path].own)
    check_links(text)


@pytest.mark.parametrize("path", WALLS)
def test_documents_link_to_what_pages_read(client, path):
    check_links(client.get(f"{path}?as_of=2022-05-30").text)


def check_links(html: str) -> None:
    hrefs = {unescape(href) for href in re.findall(r'href="(/[^"]*)"', html)}
    assert hrefs
    for href in hrefs:
        address = urlsplit(href)
        file = PurePosixPath(address.path).name
        if file in {"wall.html", single_file.NAME, *downloads.BOOKS} or address.path.startswith(
            "/wall"
        ):
            own = ()
        elif address.path.startswith("/deck") or file in PACK:
            own = ("meeting",)
        elif address.path.startswith("/download/"):  # what its page shows, and a step of a change
            kind = PurePosixPath(address.path).stem
            own = (*PAGES[downloads.OF_PAGE.get(kind, kind)].own, "step")
        else:
            own = PAGES[address.path.strip("/")].own
        refuse_unknown(parse_qs(address.query), {*look.NAMES, *own})


@pytest.mark.parametrize("path", PAGES)
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


class Rows(HTMLParser):
    """What each row, card or article of a screen links to: figures apart from other links."""

    VOID = frozenset({"br", "hr", "img", "input", "meta", "link", "col"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[tuple[set[str], set[str]]] = []  # addresses of figures, of other links
        self._open: list[tuple[str, int | None]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        held = dict(attrs)
        if tag == "a" and (href := held.get("href")):
            inside = [at for _, at in self._open if at is not None]
            if inside:
                self.rows[inside[-1]][0 if "data-indicator" in held else 1].add(href)
        if tag in self.VOID:
            return
        is_row = tag in {"tr", "article"} or "row" in (held.get("class") or "").split()
        if is_row:
            self.rows.append((set(), set()))
        self._open.append((tag, len(self.rows) - 1 if is_row else None))

    def handle_endtag(self, tag):
        while self._open and self._open.pop()[0] != tag:
            pass


def project_of(href: str) -> str:
    return (parse_qs(urlsplit(href).query).get("project") or [""])[0]


def check_rows_of_projects(html: str) -> int:
    """Every figure in a row that names a project opens just that project; how many there were."""
    seen = 0
    for figures, others in Rows(html).rows:
        named = {project_of(href) for href in others if href.startswith("/project?")}
        if len(named) == 1:
            assert {project_of(href) for href in figures} <= named, figures
            seen += len(figures)
    return seen


MAY = {"as_of": "2022-05-31", "version": "1"}
# the reports end on 31 May: by then all have reported once, and none since
SILENT = ("freshness", {"as_of": "2022-06-08", "town": "高山镇"})


@pytest.mark.parametrize(
    ("path", "query"),
    [("", {}), ("targets", {}), ("targets", {"solve": "count"}), ("why", {}), SILENT],
    ids=str,
)
def test_a_projects_figure_on_a_page_opens_that_project(filled, run, path, query):
    assert check_rows_of_projects(text_of(run(path, **MAY | query))) > 5


@pytest.mark.parametrize("path", ["/wall", "/wall/slow"])
def test_a_projects_figure_on_a_wall_opens_that_project(client, path):
    assert check_rows_of_projects(client.get(f"{path}?as_of=2022-05-31&version=1").text) >= 4


def test_every_figure_of_a_projects_page_is_that_projects(filled, run):
    text = text_of(run("project", project="SL-2021-0012", **MAY))
    body = re.sub(r'<div class="stamp".*?</div>', "", text, flags=re.S)  # the stamp is of all
    # a score is of a township or an organisation, which is named beside it
    own = r'data-indicator="(?!assessment_score)[^"]*" href="([^"]*)"'
    hrefs = [unescape(h) for h in re.findall(own, body)]
    assert len(hrefs) >= 10
    assert {project_of(href) for href in hrefs} == {"SL-2021-0012"}


def test_days_overdue_open_the_problem(filled, run, client):
    wall = client.get("/wall/slow?as_of=2022-05-31&version=1").text
    figure = re.search(r'data-indicator="problem_overdue" href="([^"]+)"[^>]*>(\d+)<', wall)
    address = urlsplit(unescape(figure[1]))
    assert address.path == "/ledger"
    query = {name: values[0] for name, values in parse_qs(address.query).items()}
    rows = tables_of(run("ledger", **query))[0]
    assert set(rows["项目代码"]) == {query["project"]}
    assert rows["超期（天）"].max() == int(figure[2])


def test_those_without_a_report_open_as_a_list(filled, run, client):
    links = [
        re.search(r'本年未报 (?:<b>)?<a[^>]*href="([^"]+)"[^>]*>(\d+)<', text)
        for text in (
            text_of(run("targets", **MAY)),
            client.get("/wall?as_of=2022-05-31&version=1").text,
        )
    ]
    for link in links:
        query = parse_qs(urlsplit(unescape(link[1])).query)
        rows = tables_of(run("ledger", **query))[0]
        assert len(rows) == int(link[2]) > 0
        assert rows["本年最近填报"].isna().all()


def test_the_slow_projects_open_as_lists_by_kind(filled, run, client):
    said = client.get("/wall/slow?as_of=2022-05-31&version=1").text
    lists = re.findall(r'href="(/ledger\?[^"]*show=(\w+))"[^>]*>(\d+)<', said)
    assert [kind for _, kind, _ in lists] == list(lagging.NAMES)
    for href, kind, size in lists:
        test = run("ledger", **parse_qs(urlsplit(unescape(href)).query))
        rows = tables_of(test)[0]
        assert len(rows) == int(size) > 0
        if kind == "behind":
            assert (rows["超序时（百分点）"] < 0).all()


def test_those_that_have_to_do_more_open_as_a_list(filled, run):
    text = text_of(run("why", **MAY))
    href, more = re.search(r'href="(/ledger\?[^"]*show=needed)">另 (\d+) 个', text).groups()
    test = run("ledger", **parse_qs(urlsplit(unescape(href)).query))
    assert len(tables_of(test)[0]) == int(more) + 6  # six are named
