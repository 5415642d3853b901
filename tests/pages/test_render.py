"""Each page without Streamlit: its figures are those of the page, its charts leave their room."""

import re
import threading

import pytest

from cockpit.screens.pages import PAGES
from cockpit.web.server import access, shell
from cockpit.web.view import view_of
from tests.pages.reading import Client, charts_of, plain, served, text_of
from tests.sample import CITY

MAY = {"as_of": "2022-05-31", "version": "1"}
FIGURE = re.compile(r'<a class="f [^"]*" data-indicator="([a-z_0-9]+)"[^>]*>([^<]*)</a>')


def asked(page) -> dict[str, list[str]]:
    return {name: [value] for name, value in {**MAY, **page.example_query}.items()}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_without_streamlit_has_the_figures_of_the_page(filled, run, path):
    page = PAGES[path]
    drawn = page.render(view_of(asked(page), page.own))
    shown = text_of(run(path, **MAY, **page.example_query))
    assert sorted(FIGURE.findall(drawn)) == sorted(FIGURE.findall(shown))
    assert len(FIGURE.findall(drawn)) > 0 or path == "reconciliation"  # printed ones, in tables
    assert len(re.findall("<tr", drawn)) == len(re.findall("<tr", shown))


@pytest.mark.parametrize("path", PAGES)
def test_it_says_the_words_of_the_page(filled, run, path):
    """But for what stands by the widgets, which it has none of."""
    page = PAGES[path]
    drawn = page.render(view_of(asked(page), page.own))
    shown = plain(text_of(run(path, **MAY, **page.example_query)), "§")
    said = {words.strip() for words in plain(drawn, "§").split("§")}
    assert said - {words.strip() for words in shown.split("§")} == set()


@pytest.mark.parametrize("path", PAGES)
def test_a_chart_is_its_words_and_an_empty_place_of_its_size(filled, run, path):
    page = PAGES[path]
    drawn = page.render(view_of(asked(page), page.own))
    test = run(path, **MAY, **page.example_query)
    heights = [chart["layout"]["height"] for chart in charts_of(test)]
    places = re.findall(r'class="chart-place" style="height:(\d+)px"', drawn)
    assert [int(place) for place in places] == heights


def meta(text: str, name: str) -> str:
    return re.search(rf'<meta (?:name|property)="{name}" content="([^"]*)">', text)[1]


@pytest.mark.parametrize("path", PAGES)
def test_the_preview_of_an_address_carries_its_headline(filled, patient, path):
    page = PAGES[path]
    headline = page.headline(view_of(asked(page), page.own))
    query = "&".join(f"{name}={values[0]}" for name, values in asked(page).items())
    answer = Client(served()).get(f"/{path}?{query}", accept_encoding="identity")
    title = plain(meta(answer.text, "og:title"))
    assert title == f"{headline.dated}｜{page.window(CITY)}"
    assert re.search(r"｜截至 20\d\d-\d\d-\d\d｜", title)
    assert headline.lead in plain(meta(answer.text, "description"))


def test_without_a_right_it_says_nothing_of_the_data(filled, monkeypatch):
    monkeypatch.setenv("COCKPIT_READERS", "signed-in")
    text = Client(served()).get("/targets?as_of=2022-05-31", accept_encoding="identity").text
    assert meta(text, "og:title") == PAGES["targets"].window(CITY)
    assert "亿元" not in text


def test_a_bad_link_still_opens_the_page_which_says_so(filled):
    answer = Client(served()).get("/targets?as_of=1月", accept_encoding="identity")
    assert (answer.status_code, meta(answer.text, "og:title")) == (
        200,
        PAGES["targets"].window(CITY),
    )


def test_where_reading_is_closed_what_it_says_is_not_kept(filled, patient, monkeypatch):
    monkeypatch.setenv("COCKPIT_READERS", "signed-in")
    monkeypatch.setattr(access, "require", lambda *_: None)
    answer = Client(served()).get("/targets?as_of=2022-05-31", accept_encoding="identity")
    assert "｜截至" in answer.text
    assert answer.headers["cache-control"] == "no-store"


def test_a_headline_that_takes_long_does_not_hold_the_page(filled, monkeypatch):
    known = threading.Event()
    monkeypatch.setattr(shell, "WAIT", 0.01)
    monkeypatch.setattr(shell, "first", lambda *_: known.wait(60))
    text = Client(served()).get("/targets?as_of=2022-05-31", accept_encoding="identity").text
    known.set()
    assert meta(text, "og:title") == PAGES["targets"].window(CITY)
