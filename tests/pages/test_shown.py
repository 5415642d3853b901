"""Where an indicator is said to be shown, it is: every screen is drawn and read."""

import re

import pytest

from cockpit.indicators import INDICATORS
from cockpit.shown import NAMES, SHOWN, screens_of
from tests.pages.conftest import PAGES
from tests.pages.reading import text_of

QUERIES = {"project": {"project": "SL-2022-0011"}}


@pytest.mark.parametrize("path", NAMES)
def test_screen_shows_just_the_indicators_that_it_is_said_to(filled, run, path):
    page = path.strip("/")
    text = text_of(run(page, as_of="2022-05-31", version="1", **QUERIES.get(page, {})))
    found = set(re.findall(r'data-indicator="([a-z_0-9]+)"', text))
    assert found - set(SHOWN[path]) == set(), "add them to cockpit/shown.py"
    assert set(SHOWN[path]) - found == set(), "take them out of cockpit/shown.py"


def test_every_page_with_figures_of_its_own_is_named():
    explaining = {"indicators", "reconciliation"}  # they show every indicator
    assert {f"/{path}" for path in set(PAGES) - explaining} <= set(NAMES)


def test_codes_are_the_registrys():
    assert {code for codes in SHOWN.values() for code in codes} <= set(INDICATORS)


def test_screens_come_in_the_order_of_the_sidebar():
    names = [name for name, _ in screens_of("completion")]
    assert names == [name for name in NAMES.values() if name in names]
    assert len(names) > 3
