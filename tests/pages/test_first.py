"""What the first response of a page says of it to a link's preview."""

import re
import threading

import pytest

from cockpit.screens.pages import PAGES
from cockpit.web.server import access, shell
from cockpit.web.view import view_of
from tests.pages.reading import Client, plain, served
from tests.sample import CITY

MAY = {"as_of": "2022-05-31", "version": "1"}
FIGURE = re.compile(r'<a class="f [^"]*" data-indicator="([a-z_0-9]+)"[^>]*>([^<]*)</a>')


def asked(page) -> dict[str, list[str]]:
    return {name: [value] for name, value in {**MAY, **page.example_query}.items()}


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
    answer = Client(served()).get("/targets?as_of=2022-05-31", accept_encoding="identity")
    assert answer.status_code == 401
    assert meta(answer.text, "og:title") == f"需要登录｜{PAGES['targets'].window(CITY)}"
    assert "登录之后才能查看" in meta(answer.text, "description")
    assert "亿元" not in answer.text


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
