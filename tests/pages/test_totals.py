"""Rates at totals: each is a figure, and what it prints is the ratio of the sums of its rows."""

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html

from cockpit.link.look import NAMES, Look, read
from cockpit.link.today import choices
from cockpit.registry.indicators import INDICATORS
from cockpit.registry.questions import QUESTIONS, SELECTORS
from cockpit.registry.sums import add_up
from cockpit.screens import figure_link, figures
from cockpit.screens.pages import PAGES
from cockpit.screens.view import View
from queries.filters import Filters
from tests.pages.reading import text_of
from tests.sample import CITY, sample_mart

VIEWS = {  # of a page that has total rows in more than its first view
    "project": [{"project": "SL-2021-0040"}],
}
RATE = re.compile(r"率|比例|占比")
DAY = date(2022, 5, 31)
KNOWN = {"targets": 1, "bonds": 1, "ceremonies": 1, "classes": 5}  # total rows of the demonstration
TOTAL = "//tr[contains(concat(' ', @class, ' '), ' sum ') or contains(@class, 'total')]"


def totals(text: str) -> Iterator[tuple[list[str], html.HtmlElement]]:
    """Every total row with the headers of its table."""
    for table in html.fromstring(f"<div>{text}</div>").iter("table"):
        heads = ["".join(th.itertext()) for th in table.xpath(".//thead//th")]
        for row in table.xpath("." + TOTAL):
            yield heads, row


def opened(run, path: str) -> Iterator[str]:
    views = PAGES[path].views(View(sample_mart(), Look(Filters(DAY))))
    for more in ({}, *VIEWS.get(path, ()), *views):
        asked = {"as_of": "2022-05-31", "version": "1", **PAGES[path].example_query, **more}
        yield text_of(run(path, **asked))


def rows_say(href: str, printed: str) -> str:
    """What the rows behind a figure's link add up to, with as many decimals as are printed."""
    query = parse_qs(urlsplit(href).query)
    click = figure_link.read(query, CITY)
    own = {name: given for name, given in query.items() if name in NAMES}
    look = read(own, default_as_of=DAY, known=choices(sample_mart(), DAY))
    found = add_up(INDICATORS[click.indicator.code], sample_mart(), look.filters, click.where)
    decimals = len(printed.partition(".")[2])
    return figures.as_text(click.indicator.code, found.total, decimals=decimals)


@pytest.mark.parametrize("path", PAGES)
def test_a_rate_in_a_total_row_is_what_its_rows_make(filled, run, path):
    for text in opened(run, path):
        for heads, row in totals(text):
            cells = row.xpath("./td|./th")
            assert len(cells) == len(heads), heads
            for head, cell in zip(heads, cells, strict=True):
                if not RATE.search(head) or not re.search(r"\d", cell.text_content()):
                    continue
                links = cell.xpath(".//a[@data-indicator]")
                assert links, f"{head} of a total is no figure: {cell.text_content()}"
                for link in links:
                    code = link.get("data-indicator")
                    assert INDICATORS[code].rows is not None
                    said = rows_say(link.get("href"), link.text)
                    assert link.text.lstrip("+−") == said.lstrip("+−")


def test_there_are_totals_to_look_at(filled, run):
    """So that the test above is of something."""
    found = {path: sum(1 for text in opened(run, path) for _ in totals(text)) for path in KNOWN}
    assert found == KNOWN


def test_every_selector_of_a_question_may_stand_in_a_link():
    named = {name for question in QUESTIONS.values() for name in question.selectors}
    assert named - set(SELECTORS) == set()
