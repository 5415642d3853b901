"""On paper: the wall is one sheet, a page keeps its finding and stamp and leaves the controls."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import MAY, PATHS, opened

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PAPER = {"A4": (842, 595), "A3": (1191, 842)}  # on its side, in points


def sheets(pdf: bytes) -> list[object]:
    """The paper of each sheet, to a point; of an unknown size, that."""
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    return [named(float(width), float(height)) for width, height in boxes]


def named(width: float, height: float) -> object:
    for name, (wide, high) in PAPER.items():
        if abs(width - wide) <= 1 and abs(height - high) <= 1:
            return name
    return width, height


@pytest.mark.parametrize("paper", PAPER)
def test_wall_is_one_sheet_on_its_side(server, page, paper):
    page.goto(f"{server}/wall?{MAY}")
    pdf = page.pdf(format=paper, landscape=True, prefer_css_page_size=False)
    assert sheets(pdf) == [paper]


def test_wall_prints_dark_letters_on_white(server, page):
    page.goto(f"{server}/wall?{MAY}&theme=dark")
    page.emulate_media(media="print")
    colour = page.evaluate("getComputedStyle(document.querySelector('.wall')).color")
    assert colour == "rgb(12, 26, 48)"  # --ink of the light theme


def test_cockpit_page_prints_on_one_sheet(server, page):
    opened(page, f"{server}{PATHS['cockpit']}&since=2022-05-15")  # its headlines at their longest
    assert sheets(page.pdf(prefer_css_page_size=True)) == ["A4"]


@pytest.mark.parametrize("name", ["targets", "ledger", "freshness"])
def test_page_prints_its_finding_and_stamp_without_controls(server, new_page, name):
    page = opened(new_page(keep="all", color_scheme="dark"), server + PATHS[name])
    pdf = page.pdf(prefer_css_page_size=True)
    assert set(sheets(pdf)) == {"A4"}
    page.emulate_media(media="print")
    expect(page.locator("h1.finding")).to_be_visible()
    expect(page.get_by_test_id("stamp")).to_be_visible()
    for hidden in (page.get_by_test_id("stSidebar"), page.locator(".st-key-bar")):
        expect(hidden).to_be_hidden()
    expect(page.locator("button:visible")).to_have_count(0)
    assert page.evaluate("getComputedStyle(document.querySelector('h1.finding')).color") == (
        "rgb(15, 30, 54)"  # --text of the light theme
    )


def test_charts_and_tables_are_scaled_to_the_sheet(server, page):
    opened(page, server + PATHS["ledger"])
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1047, "height": 718})  # A4 less its margins
    page.wait_for_function(  # a chart is drawn anew, which takes its time
        """() => Math.max(...[...document.querySelectorAll('[data-testid=stMain] *')]
          .filter(node => node.checkVisibility() && !node.closest('.sr'))
          .map(node => node.getBoundingClientRect().right)) <= 1048"""
    )
