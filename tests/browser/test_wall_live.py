"""The living wall in Chromium: it follows a commit, outlives the server, and is walked by keys."""

import re
import shutil

import pytest
from playwright.sync_api import expect

from cockpit.warehouse.lake import Lake
from tests.serving import free_port, serving

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("wall")]

MAY = "as_of=2022-05-31"


def correct(folder, growth: float) -> None:
    """Another process's commit: the region's latest growth is another."""
    with Lake(folder).change("别处", "更正增速") as connection:
        connection.execute(
            "update regional_growth set growth_pct = ? "
            "where region = '荥阳市' and period_end = '2022-04-30'",
            [growth],
        )


def test_a_commit_moves_only_its_figures_and_the_last_frame_outlives_the_server(
    lake, new_page, tmp_path
):
    folder = tmp_path / "lake"
    shutil.copytree(lake.folder, folder)
    port, page = free_port(), new_page()
    goal = page.locator(".goal .fig a.f")
    pill = page.locator("[data-lost]")
    with serving(folder, port=port) as base_url:
        page.goto(f"{base_url}/wall?{MAY}")
        expect(goal).to_have_text("22.8")
        page.evaluate("window.same = document.querySelector('.hero .fig a.f')")
        correct(folder, 23.9)
        expect(goal).to_have_text("23.9")
        expect(goal).to_have_attribute("data-was", "22.8")
        # nothing was drawn anew: the node of a figure that stayed is the same one
        assert page.evaluate("window.same === document.querySelector('.hero .fig a.f')")
        assert page.locator("[data-was]").count() < 12
        assert pill.is_hidden()
    expect(pill).to_be_visible()
    assert "连接中断 · 显示 " in pill.inner_text()
    expect(goal).to_have_text("23.9")
    correct(folder, 24.5)
    with serving(folder, port=port):
        expect(pill).to_be_hidden()
        expect(goal).to_have_text("24.5")
        assert page.evaluate("window.same === document.querySelector('.hero .fig a.f')")


def test_a_wall_whose_right_ended_while_the_line_was_down_shows_the_sentence(server, page):
    for path in ("events", "wall"):
        page.route(f"**/{path}", lambda route: route.fulfill(status=401, body="refused"))
    page.route("**/wall", lambda route: route.continue_(), times=1)  # asked first, and once
    page.goto(f"{server}/wall")
    expect(page.locator("body")).to_have_text("refused")
    # the browser's own words for the refusals
    page.heard.complaints[:] = [c for c in page.heard.complaints if "status of 401" not in c]


# where a chip lies on letters, which are the middle of their line box
COVERED = """() => {
  const chips = [...document.querySelectorAll('[data-chips] > *')];
  const walker = document.createTreeWalker(document.querySelector('.wall'), NodeFilter.SHOW_TEXT);
  const found = [], range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.textContent.trim()) continue;
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) for (const chip of chips) {
      const own = chip.getBoundingClientRect(), edge = 0.15 * box.height;
      if (own.left < box.right && box.left < own.right
          && own.top < box.bottom - edge && box.top + edge < own.bottom)
        found.push([chip.textContent, node.textContent]);
    }
  }
  return [chips.length, found];
}"""


def complete_more(folder) -> None:
    """Another process's commit: all that was reported is 3 % more, so that most figures move."""
    with Lake(folder).change("别处", "补报进度") as connection:
        connection.execute("update progress_report set completed_wan = completed_wan * 1.03")


@pytest.mark.parametrize("screen", ["/wall", "/wall/2", "/wall/8", "/wall/4"])
def test_what_figures_were_covers_nothing_that_is_written(moving, new_page, screen):
    base_url, commit = moving
    page = new_page()
    page.goto(f"{base_url}{screen}?{MAY}")
    page.wait_for_load_state("networkidle")
    commit()
    expect(page.locator("[data-was]").first).to_be_visible(timeout=20_000)
    count, covered = page.evaluate(COVERED)
    assert covered == []
    assert count > 0


@pytest.fixture(scope="module")
def moving(lake, tmp_path_factory):
    """A server of a lake of its own, and a commit that moves most figures."""
    folder = tmp_path_factory.mktemp("moving") / "lake"
    shutil.copytree(lake.folder, folder)
    with serving(folder) as base_url:
        yield base_url, lambda: complete_more(folder)


def test_a_wall_of_a_damaged_store_keeps_its_frame_and_says_so(lake, new_page, tmp_path):
    folder, page = tmp_path / "lake", new_page()
    shutil.copytree(lake.folder, folder)
    Lake(folder).backup(tmp_path / "copy")
    pill = page.locator("[data-lost]")
    with serving(folder) as base_url:
        page.goto(f"{base_url}/wall?{MAY}")
        expect(page.locator(".goal .fig a.f")).to_have_text("22.8")
        assert pill.is_hidden()
        (folder / "catalog.sqlite").write_bytes(b"")
        expect(pill).to_have_text(re.compile(r"^数据存储不可用 · 显示 \d\d:\d\d 的画面$"))
        page.reload()
        expect(page.locator(".goal .fig a.f")).to_have_text("22.8")
        expect(pill).to_be_visible()
        Lake(folder).restore(tmp_path / "copy")
        expect(pill).to_be_hidden(timeout=30_000)  # a new version is drawn first
        expect(page.locator(".goal .fig a.f")).to_have_text("22.8")
        page.goto("about:blank")  # or it complains of the server that ends
