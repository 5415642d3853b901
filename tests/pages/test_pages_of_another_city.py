"""Every page over another city's ledger says its names, and none of the demonstration's city."""

import html
import io
import re

import openpyxl
import pytest

from cockpit.registry.indicators import INDICATORS
from cockpit.screens.pages import PAGES
from cockpit.web.server import store
from tests.another_city import CLASSES, DAY, DOMAINS, TOWNS, loaded
from tests.pages.reading import Client, plain, served, text_of, widget
from tests.unit.test_another_city import foreign

AT = {"as_of": str(DAY)}
OWN = {  # a link that fills the page
    "project": {"project": "YL-05"},
    "ledger": {"indicator": "completion", "level": "国"},
    "indicators": {"definition": "fai_lead_pp"},
    "reconciliation": {"fact": "gj.rate"},
    "why": {"indicator": "completed", "since": "2031-04-30"},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    lake = loaded(tmp_path_factory.mktemp("another"))
    lake.close()
    return lake.folder


@pytest.fixture(autouse=True)
def _settings(folder, monkeypatch):
    monkeypatch.setenv("COCKPIT_LAKE", str(folder))
    monkeypatch.setenv("COCKPIT_TODAY", "2031-06-10")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_its_names_and_none_of_another_citys(run, path):
    query = {**AT, **OWN.get(path, {})}
    test = run(path, **query)
    text = text_of(test)
    assert not test.exception
    assert "没有画成" not in plain(text)
    assert foreign(text) == []
    assert "<b>17642</b>投资调度" in text  # the head of the sidebar
    labels = [getattr(element, "label", "") for element in test.main]
    assert foreign(" ".join(filter(None, labels))) == []


def test_the_filter_bar_offers_its_classes_levels_domains_and_towns(run):
    test = run("ledger", **AT)
    assert list(widget(test, "class").options) == list(CLASSES)
    assert list(widget(test, "level").options) == ["国", "州", "乡"]
    assert list(widget(test, "domain").options) == list(DOMAINS)
    assert list(widget(test, "town").options) == list(TOWNS)


@pytest.mark.parametrize("code", [code for code, one in INDICATORS.items() if "{" in str(one)])
def test_a_definition_speaks_of_its_own_classes(run, code):
    assert foreign(text_of(run("indicators", **AT, definition=code))) == []


def test_all_definitions_speak_of_its_own_classes(run):
    listed = plain(text_of(run("indicators", **AT)))
    assert "云岭高出" in listed
    assert "全年目标 21 亿元" in listed
    assert "水网项目转化率" in listed
    assert "文旅项目周 ÷ 应到的" in listed
    assert "六类项目数目标" in listed


@pytest.mark.parametrize("path", PAGES)
def test_first_response_preview_and_title_are_its_own(path):
    query = "&".join(f"{name}={value}" for name, value in {**AT, **OWN.get(path, {})}.items())
    text = Client(served()).get(f"/{path}?{query}", accept="text/html").text
    head = text[: text.index("</title>")] + "".join(re.findall(r"<meta[^>]*>", text))
    assert "17642 投资调度" in head
    assert foreign(head) == []
    said = PAGES[path].description(store.city())
    assert said.startswith("云岭市山水振兴“17642”行动调度驾驶舱。")
    assert foreign(said) == []


@pytest.mark.parametrize("slide", ["", "/1", "/7", "/6", "/4", "/2", "/slow"])
def test_walls_are_served_by_their_own_digits(slide):
    answer = Client(served()).get(f"/wall{slide}?as_of={DAY}")
    assert answer.status_code == 200
    assert foreign(answer.text) == []


def test_a_digit_that_the_plan_does_not_have_leads_to_those_it_has():
    answer = Client(served()).get("/wall/8")
    hrefs = re.findall(r'href="([^"]+)"', answer.text)
    assert answer.status_code == 404
    digits = ["/wall/1", "/wall/7", "/wall/6", "/wall/4", "/wall/2"]
    assert hrefs == ["/wall", *digits, "/wall/musts", "/wall/slow"]
    assert "<title>没有这一屏 · 17642 投资调度</title>" in answer.text


def test_files_to_take_along_say_its_names(run):
    client = Client(served())
    found = []
    for path in ("ledger", "growth", "why"):
        text = text_of(run(path, **AT, **OWN.get(path, {})))
        for address in re.findall(r'class="file" href="([^"]*)"', text):
            answer = client.get(html.unescape(address))
            assert answer.status_code == 200, address
            found.append(answer.headers["content-disposition"])
            if ".xlsx" in address:
                book = openpyxl.load_workbook(io.BytesIO(answer.content))
                rows = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
                found.append(" ".join(str(cell) for row in rows for cell in row))
            elif ".csv" in address:
                found.append(answer.content.decode("utf-8-sig"))
    wall = client.get(f"/download/wall.html?as_of={DAY}")
    found += [wall.text, wall.headers["content-disposition"]]
    assert "17642-2031-05-31-v1.html" in found[-1]
    assert foreign(" ".join(found)) == []
    assert "云岭高出（百分点）" in " ".join(found)
