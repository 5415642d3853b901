"""Under a choice of levels each figure opens the rows that make it, not those of its group."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html

from cockpit.screens.figures import as_text
from queries import investment
from queries.filters import Filters
from tests.pages.reading import text_of
from tests.pages.test_totals import rows_say
from tests.sample import sample_mart

PAGES = [
    ("classes", {}),
    ("classes", {"view": "重点项目"}),
    ("classes", {"view": "grips"}),
    ("targets", {}),
]


def links(text):
    """The printed figures that open rows of a group of levels."""
    for link in html.fromstring(f"<div>{text}</div>").xpath("//a[@data-indicator]"):
        href = link.get("href")
        if href.startswith("/ledger") and "level" in parse_qs(urlsplit(href).query):
            yield link.get("data-indicator"), (link.text or "").strip(), href


@pytest.mark.parametrize(("path", "more"), PAGES, ids=str)
def test_a_figure_of_a_group_opens_the_chosen_level_alone(filled, run, path, more):
    test = run(path, as_of="2022-05-31", version="1", level="省", **more)
    assert not test.exception
    found = list(links(text_of(test)))
    assert found
    for code, printed, href in found:
        assert parse_qs(urlsplit(href).query)["level"] == ["省"], code
        assert printed.lstrip("+−") == rows_say(href, printed).lstrip("+−"), (code, href)


def test_the_link_of_a_group_is_of_what_is_chosen_of_it():
    chosen = Filters(date(2022, 5, 31), levels=("省",), towns=("豫龙镇",))
    assert chosen.within(levels=("省", "市")).levels == ("省",)
    assert chosen.within(classes=("专项债",)).classes == ("专项债",)
    assert chosen.within(levels=("县",)).levels == ("县",)
    assert chosen.within(basis="day").basis == "day"


def test_the_group_itself_is_of_more_projects_than_the_level():
    """So that the test above can fail."""
    asked = Filters(date(2022, 5, 31), classes=("重点项目",))
    whole = sample_mart().ask(investment.total, asked.narrowed(levels=("省", "市")))
    level = sample_mart().ask(investment.total, asked.narrowed(levels=("省",)))
    rates = [as_text("completion", one["completion_ratio"].iloc[0]) for one in (whole, level)]
    assert rates[0] != rates[1]
