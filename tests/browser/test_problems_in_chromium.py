"""问题 in Chromium: a problem is struck out on the page, and an open wall follows."""

import shutil

import pytest
from playwright.sync_api import expect

from cockpit.warehouse.lake import Lake
from tests.serving import serving

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("wall")]
expect.set_options(timeout=30_000)


def test_a_problem_is_struck_out_and_the_wall_follows(lake, new_page, tmp_path, monkeypatch):
    shutil.copytree(lake.folder, tmp_path / "lake")
    own = Lake(tmp_path / "lake")
    before = own.newest()
    monkeypatch.setenv("COCKPIT_WRITING", "on")
    monkeypatch.setenv("COCKPIT_AUTHOR", "办公室")
    page, wall = new_page(), new_page()
    with serving(own.folder) as base_url:
        wall.goto(f"{base_url}/wall?as_of=2022-05-31")
        in_hand = wall.locator("a.f[data-indicator=problems_in_hand]:not([href*=tier])").first
        expect(in_hand).to_have_text("18")
        page.goto(f"{base_url}/problems?as_of=2022-05-31&problem=WT-139")  # said to be done
        page.get_by_role("link", name="销号", exact=True).click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("钢构件到货延后")
        dialog.get_by_role("textbox", name="说明").fill("已到货")
        dialog.get_by_role("button", name="销号").click()
        expect(dialog).to_be_hidden()
        expect(page.locator(".events li").last).to_contain_text("已到货")
        expect(page.locator(".moves")).to_have_count(0)
        assert "move=" not in page.url
        expect(in_hand).to_have_text("17")
    assert own.newest() == before + 1
    assert own.version(own.newest()).author == "办公室"
