"""The living wall in Chromium: it follows a commit, outlives the server, and is walked by keys."""

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
    # the browser's own words for a server that was gone
    page.heard.complaints[:] = [c for c in page.heard.complaints if "net::ERR_" not in c]


def test_a_wall_whose_right_ended_while_the_line_was_down_shows_the_sentence(server, page):
    for path in ("events", "healthz", "wall"):
        page.route(f"**/{path}", lambda route: route.fulfill(status=401, body="refused"))
    page.route("**/wall", lambda route: route.continue_(), times=1)  # asked first, and once
    page.goto(f"{server}/wall")
    expect(page.locator("body")).to_have_text("refused")
    # the browser's own words for the three refusals
    page.heard.complaints[:] = [c for c in page.heard.complaints if "status of 401" not in c]
