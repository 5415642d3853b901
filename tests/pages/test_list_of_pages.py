"""The one list of pages: each has all that it needs, and says which indicators it shows."""

import ast
import re
from datetime import date

import pytest

from cockpit.link.look import Look
from cockpit.registry.indicators import INDICATORS
from cockpit.screens.pages import PAGES, SCRIPTS, SECTIONS, screens_of_indicator
from cockpit.screens.view import View
from tests.given import on
from tests.pages.reading import text_of
from tests.sample import sample_mart


def test_every_script_is_a_page_and_every_page_has_its_script():
    listed = [page.file for page in PAGES.values()]
    assert sorted(listed) == sorted(SCRIPTS.rglob("*.py"))


def test_nothing_is_said_of_two_pages():
    for said in ("path", "title", "script", "about", "name"):
        values = [getattr(page, said) for page in PAGES.values()]
        assert len(set(values)) == len(values), said


def test_the_sections_hold_every_page_once_and_in_order():
    assert [page for pages in SECTIONS.values() for page in pages] == list(PAGES.values())


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_its_words_and_its_script_begins_with_its_title(path):
    page = PAGES[path]
    assert page.section
    assert page.about
    said = ast.get_docstring(ast.parse(page.file.read_text("utf-8")))
    assert said.startswith(f"{page.title}: ")


@pytest.mark.parametrize("path", PAGES)
def test_an_example_asks_for_what_its_page_reads(path):
    assert set(PAGES[path].example_query) <= set(PAGES[path].own)


def test_an_example_is_an_address():
    day = date(2022, 5, 31)
    assert PAGES[""].example(day) == "/?as_of=2022-05-31"
    assert PAGES["project"].example(day) == "/project?as_of=2022-05-31&project=SL-2022-0011"


@pytest.mark.parametrize("path", PAGES)
def test_an_example_opens_and_shows_just_the_indicators_that_its_page_is_said_to(filled, run, path):
    page = PAGES[path]
    text = text_of(run(path, as_of="2022-05-31", version="1", **page.example_query))
    assert 'role="alert"' not in text  # no card in the page's place
    assert 'data-testid="stamp"' in text
    if page.is_explaining:
        assert page.shows == ()
        return
    for query in page.views(View(sample_mart(), Look(on("2022-05-31")))):
        seen = text_of(run(path, as_of="2022-05-31", version="1", **query))
        assert 'role="alert"' not in seen
        text += seen
    found = set(re.findall(r'data-indicator="([a-z_0-9]+)"', text))
    assert found - set(page.shows) == set(), "add them to the page's entry"
    assert set(page.shows) - found == set(), "take them out of the page's entry"


def test_codes_are_the_registrys():
    assert {code for page in PAGES.values() for code in page.shows} <= set(INDICATORS)


def test_screens_come_in_the_order_of_the_sidebar():
    assert screens_of_indicator("completion") == [
        ("驾驶舱与大屏", "/"),
        ("目标进度", "/targets"),
        ("变动原因", "/why"),
        ("各类项目", "/classes"),
        ("分包与专班", "/teams"),
        ("项目台账", "/ledger"),
        ("项目页", "/project"),
        ("版本", "/history"),
    ]


def test_a_page_is_sent_the_rules_of_its_own_room_and_of_no_other(filled, run):
    sent = [element.proto.body for element in run("freshness").get("html")]
    css = "\n".join(body for body in sent if body.startswith("<style>"))
    assert ".stamp {" in css
    assert ".versions {" in css
    assert ".goals {" not in css
    assert css.rindex("@media print") > css.index(".versions {")  # a sheet's rules stand above
