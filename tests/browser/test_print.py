"""On paper: the wall is one sheet, a page keeps its finding and stamp and leaves the controls."""

import re
import zlib

import pytest
from playwright.sync_api import expect

from tests.browser.pages import MAY, PATHS, opened
from tests.serving import until

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
    expect(page.locator("button:visible:not(.grid thead button)")).to_have_count(0)  # words
    assert page.evaluate("getComputedStyle(document.querySelector('h1.finding')).color") == (
        "rgb(15, 30, 54)"  # --text of the light theme
    )


def printed(pdf: bytes) -> list[list[str]]:
    """The addresses of the links on each sheet."""
    objects = dict(re.findall(rb"(\d+) 0 obj\n(.*?)endobj", pdf, re.S))
    sheets = []
    for body in objects.values():
        if b"/Type /Page\n" not in body:
            continue
        held = re.search(rb"/Annots \[(.*?)\]", body, re.S)
        links = [objects[at] for at in re.findall(rb"(\d+) 0 R", held[1])] if held else []
        uris = [re.search(rb"/URI \((.*?)\)>>", link, re.S) for link in links]
        sheets.append([uri[1].decode() for uri in uris if uri])
    return sheets


def letters(pdf: bytes) -> list[int]:
    """How many letters are drawn on each sheet; a font of type 3 has codes of one byte."""
    objects = dict(re.findall(rb"(\d+) 0 obj\n(.*?)endobj", pdf, re.S))
    found = []
    for body in objects.values():
        if b"/Type /Page\n" in body:
            fonts = dict(re.findall(rb"/(F\d+) (\d+) 0 R", body))
            at = re.search(rb"/Contents (\d+) 0 R", body)[1]
            drawn = zlib.decompress(objects[at].split(b"stream\n", 1)[1].split(b"\nendstream")[0])
            count, digits = 0, 4
            for font, glyphs in re.findall(rb"/(F\d+) [\d.]+ Tf|<([0-9A-F]+)>[^\n]*Tj", drawn):
                if font:
                    digits = 2 if b"/Subtype /Type3" in objects[fonts[font]] else 4
                count += len(glyphs) // digits
            found.append(count)
    return found


def test_ledger_prints_all_its_rows(server, page):
    opened(page, server + PATHS["ledger"])
    sheets = printed(page.pdf(prefer_css_page_size=True))
    rows = [[uri for uri in uris if "/project?" in uri] for uris in sheets]
    assert sum(map(len, rows)) == 340
    assert all(len(uris) > 2 for uris in rows if uris)  # none begins or ends with a row alone


@pytest.mark.parametrize("name", ["targets", "freshness", "why"])
def test_no_table_is_torn_after_a_row(server, page, name):
    """Each row of these is torn off only with two of its kind."""
    opened(page, server + PATHS[name])
    page.emulate_media(media="print")
    kept = page.evaluate(
        """() => [...document.querySelectorAll('[data-testid=stMain] tbody')]
          .filter(body => body.rows.length > 3).every(body => {
            const rows = [...body.rows], avoids = row => getComputedStyle(row).breakAfter;
            return [...rows.slice(0, 2), ...rows.slice(-3, -1)].every(r => avoids(r) === 'avoid')
              && rows.every(row => getComputedStyle(row).breakInside === 'avoid');
          })"""
    )
    assert kept


def test_every_letter_of_a_sheet_is_counted(page):
    page.set_content("<p>荥阳市扩大有效投资</p><p style='break-before: page'>2022年5月</p>")
    assert letters(page.pdf()) == [9, 7]


@pytest.mark.parametrize("name", [name for name in PATHS if name != "cockpit"])
def test_the_last_sheet_is_not_almost_empty(server, page, name):
    opened(page, server + PATHS[name])
    pdf = page.pdf(prefer_css_page_size=True)
    assert letters(pdf)[-1] >= 100


def test_charts_and_tables_are_scaled_to_the_sheet(server, page):
    opened(page, server + PATHS["ledger"])
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1047, "height": 718})  # A4 less its margins
    until(
        page,
        """() => Math.max(...[...document.querySelectorAll('[data-testid=stMain] *')]
          .filter(node => node.checkVisibility() && !node.closest('.sr'))
          .map(node => node.getBoundingClientRect().right)) <= 1048""",
    )
