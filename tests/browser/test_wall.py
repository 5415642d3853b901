"""The wall in Chromium: whole, uncut, quiet, and a way into the rows."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.sample import SLIDES
from tests.serving import ARGUMENTS, chromium_path

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("wall")]

MAY = "as_of=2022-05-31"
SIZES = [(1920, 1080), (2560, 1440), (3840, 2160)]
LOOKS = [
    "",
    "&theme=light",
    "&class=三个一批",
    "&class=补短板982&town=豫龙镇&town=广武镇&basis=day",
    "&basis=curve",
]

# every run of text with the box it is drawn in, and the box that clips it
TEXTS = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.querySelector('.wall'), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.textContent.trim()) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width < 1) continue;
      const parent = node.parentElement;
      found.push({
        text: node.textContent.trim(), left: box.left, right: box.right, top: box.top,
        bottom: box.bottom, size: parseFloat(getComputedStyle(parent).fontSize),
        bar: !!parent.closest('.bar'),
      });
    }
  }
  return found;
}"""

CUT = """() => [...document.querySelectorAll('.wall *')]
  .filter(e => getComputedStyle(e).overflow !== 'visible' && !e.closest('.bar')
    && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 4))
  .map(e => e.textContent.trim())"""

BARE = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.querySelector('.wall'), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (/[0-9]/.test(node.textContent)
        && !node.parentElement.closest('[data-indicator],[data-label]'))
      found.push(node.parentElement.outerHTML);
  return found;
}"""


def overlaps(texts):
    """Pairs of texts drawn over each other, beyond what line boxes share."""
    found = []
    ordered = sorted(texts, key=lambda t: t["top"])
    for i, a in enumerate(ordered):
        for b in ordered[i + 1 :]:
            if b["top"] >= a["bottom"]:
                break
            wide = min(a["right"], b["right"]) - max(a["left"], b["left"])
            # a line box is taller than its glyphs: only its middle 70 % is ink
            high = min(a["bottom"], b["bottom"]) - max(a["top"], b["top"])
            if wide > 2 and high > 0.3 * (a["size"] + b["size"]) / 2 + 0.15 * max(
                a["bottom"] - a["top"], b["bottom"] - b["top"]
            ):
                found.append((a["text"], b["text"]))
    return found


# one unit serves all sizes: every look at one, and the fullest look at the others
CASES = [(*SIZES[0], look) for look in LOOKS] + [(*size, "") for size in SIZES[1:]]


@pytest.mark.parametrize(("width", "height", "look"), CASES)
def test_nothing_is_cut_or_overlaps(server, new_page, width, height, look):
    page = new_page(width, height)
    page.goto(f"{server}/wall?{MAY}{look}")
    texts = page.evaluate(TEXTS)
    assert len(texts) > 60
    outside = [
        t["text"]
        for t in texts
        if t["left"] < 0 or t["right"] > width or t["top"] < 0 or t["bottom"] > height + 1
    ]
    assert outside == []
    assert page.evaluate(CUT) == []
    assert overlaps(texts) == []


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_is_smaller_than_18_px_of_1080(server, new_page, width, height):
    page = new_page(width, height)
    page.goto(f"{server}/wall?{MAY}")
    smallest = min(page.evaluate(TEXTS), key=lambda t: t["size"])
    # the derived mark ◇ is drawn, not text of a node
    assert smallest["size"] >= 18 * height / 1080 - 0.1, smallest


@pytest.mark.parametrize(("width", "height"), [(1024, 768), (3440, 1440), (1366, 768)])
def test_other_shapes_are_letterboxed_and_do_not_scroll(server, new_page, width, height):
    page = new_page(width, height)
    page.goto(f"{server}/wall?{MAY}")
    box = page.locator(".wall").bounding_box()
    assert box["width"] / box["height"] == pytest.approx(16 / 9, rel=0.01)
    assert box["x"] == pytest.approx((width - box["width"]) / 2, abs=1.5)
    assert page.evaluate("document.documentElement.scrollHeight") <= height


@pytest.mark.parametrize("look", LOOKS[::3])
def test_every_numeral_is_a_figure_or_a_label(server, page, look):
    page.goto(f"{server}/wall?{MAY}{look}")
    assert page.evaluate(BARE) == []


def test_on_a_phone_nothing_runs_off_the_side(server, new_page):
    page = new_page(390, 844)
    page.goto(f"{server}/wall?{MAY}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert [t for t in page.evaluate(TEXTS) if t["right"] > 390.5] == []
    assert overlaps(page.evaluate(TEXTS)) == []


def test_a_figure_opens_the_projects_that_add_up_to_it(server, page):
    page.goto(f"{server}/wall?{MAY}")
    figure = page.locator("a.f[data-indicator=completed]").first
    assert figure.inner_text() == "171.0"
    figure.click()
    expect(page.get_by_text("171.0").first).to_be_visible(timeout=20_000)
    expect(page.get_by_text("与所点数字一致").first).to_be_visible()


def test_every_link_of_the_wall_leads_somewhere(server, page):
    page.goto(f"{server}/wall?{MAY}")
    hrefs = page.evaluate(
        "[...new Set([...document.querySelectorAll('a[href]')].map(a => a.pathname))]"
    )
    pages = {"/", "/ledger", "/reconciliation", "/indicators", "/project"}
    assert set(hrefs) == pages | {f"/wall/{slide}" for slide in SLIDES}


def test_without_a_chinese_font_the_bundled_one_is_fetched(server, browser, tmp_path):
    """A machine that has Latin fonts only, by a fontconfig of its own."""
    latin = next(
        (
            p
            for p in Path("/usr/share/fonts").rglob("*.ttf")
            if "CJK" not in p.name and "cjk" not in str(p).lower()
        ),
        None,
    )
    assert latin, "no Latin font to make the test's machine of"
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    shutil.copy(latin, fonts)
    config = tmp_path / "fonts.conf"
    config.write_text(f"<fontconfig><dir>{fonts}</dir><cachedir>{tmp_path}</cachedir></fontconfig>")
    latin_only = browser.browser_type.launch(
        executable_path=chromium_path(),
        args=list(ARGUMENTS),
        env={**os.environ, "FONTCONFIG_FILE": str(config)},
    )
    page = latin_only.new_page(viewport={"width": 1920, "height": 1080})
    page.goto(f"{server}/wall?{MAY}")
    page.evaluate("document.fonts.ready.then(() => 1)")
    loaded = page.evaluate(
        "[...document.fonts].filter(f => f.family.includes('Cockpit CJK')).map(f => f.status)"
    )
    latin_only.close()
    assert loaded == ["loaded", "loaded"]


def test_a_month_loaded_beside_shows_on_the_reloaded_wall(lake, serve, new_page, tmp_path):
    """The way of the office: a second terminal loads a CSV, the wall is reloaded."""
    folder = tmp_path / "lake"
    shutil.copytree(lake.folder, folder)
    june = tmp_path / "progress_report-2022-06.csv"
    # SL-2022-0011 had 示例 figures to 31 May; one report on 30 June moves only the total
    june.write_text(
        "project_id,report_date,completed_wan,total_completed_wan\nSL-2022-0011,2022-06-30,{w},{w}\n".format(
            w=_completed(lake, "SL-2022-0011") + 10000
        ),
        "utf-8",
    )
    with serve(folder) as base_url:
        page = new_page()
        page.goto(f"{base_url}/wall")
        expect(page.locator("a.f[data-indicator=completed]").first).to_have_text("171.0")
        # the demonstration stays: a load of its own kind
        done = subprocess.run(
            [sys.executable, "-m", "cockpit", "load", str(june), "--kind", "sample"],
            env={**os.environ, "COCKPIT_LAKE": str(folder)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        # one project alone is not the ledger: its report counts where the day itself is asked for
        page.goto(f"{base_url}/wall?as_of=2022-06-30&cut=as_of")
        end = time.monotonic() + 10  # the server looks for a new version every two seconds
        while page.locator("a.f[data-indicator=completed]").first.inner_text() == "171.0":
            assert time.monotonic() < end
            page.wait_for_timeout(200)
            page.reload()
        # 171.0 and one 亿元 more
        expect(page.locator("a.f[data-indicator=completed]").first).to_have_text("172.0")


def _completed(lake, project_id: str) -> int:
    tables = dict(lake.tables_at(lake.newest()))
    frame = tables["progress_report"].to_pandas()
    mine = frame[(frame.project_id == project_id)].sort_values("report_date")
    return int(max(mine.iloc[-1].completed_wan, mine.iloc[-1].total_completed_wan))


def test_slides_are_read_eight_metres_away(server, page):
    """Nothing cut, nothing over another, nothing under 40 px, and each figure a figure."""
    low = f"4?{MAY}&basis=curve"  # 序时 stands low there, and its label near the chart's foot
    for slide in (*(f"{slide}?{MAY}" for slide in SLIDES), low):
        page.goto(f"{server}/wall/{slide}")
        texts = page.evaluate(TEXTS)
        assert len(texts) > 20, slide
        outside = [
            t["text"]
            for t in texts
            if t["left"] < 0 or t["right"] > 1920 or t["top"] < 0 or t["bottom"] > 1081
        ]
        assert outside == [], slide
        assert page.evaluate(CUT) == [], slide
        assert overlaps(texts) == [], slide
        assert min(t["size"] for t in texts) >= 39.9, slide
        assert page.evaluate(BARE) == [], slide


def test_slides_on_a_phone_do_not_run_off_the_side(server, new_page):
    page = new_page(390, 844)
    for slide in SLIDES:
        page.goto(f"{server}/wall/{slide}?{MAY}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, slide
        texts = page.evaluate(TEXTS)
        assert [t for t in texts if t["right"] > 390.5] == [], slide
        assert overlaps(texts) == [], slide
        assert min(t["size"] for t in texts) >= 12, slide


def test_a_digit_opens_its_slide_by_keyboard_and_pointer(server, page):
    page.goto(f"{server}/wall?{MAY}")
    page.locator("a.tile").nth(1).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".slide.grips")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("a.tile").last.click()
    expect(page.locator(".slide.money .big a.f").first).to_have_text("171.0")
    page.keyboard.press("Escape")
    expect(page.locator(".five")).to_be_visible()
    assert page.url.endswith(f"/wall?{MAY}")


def test_cards_of_the_slow_slide_end_above_what_stands_below_them(server, page):
    page.goto(f"{server}/wall/slow?{MAY}")
    below = page.locator(".slide .others").bounding_box()["y"]
    for card in page.locator(".slide .card").all():
        box = card.bounding_box()
        assert box["y"] + box["height"] < below
        assert card.evaluate("card => card.scrollHeight <= card.clientHeight + 1")
