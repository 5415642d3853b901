"""版本 in Chromium: a version is taken back on the page, and an open wall follows."""

import shutil

import pytest
from playwright.sync_api import expect

from cockpit.intake import corrections
from cockpit.intake.corrections import Reason
from cockpit.warehouse.lake import Lake
from tests.serving import serving

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("wall")]
expect.set_options(timeout=30_000)


def test_a_version_is_taken_back_and_the_wall_follows(lake, new_page, tmp_path, monkeypatch):
    shutil.copytree(lake.folder, tmp_path / "lake")
    own = Lake(tmp_path / "lake")
    cell = ("regional_growth", "荥阳市|2022-04-30|published", "growth_pct")
    corrections.set_value(own, cell, "23.9", Reason("甲", "看错一行"))
    monkeypatch.setenv("COCKPIT_WRITING", "on")
    monkeypatch.setenv("COCKPIT_AUTHOR", "办公室")
    page, wall = new_page(), new_page()
    with serving(own.folder) as base_url:
        wall.goto(f"{base_url}/wall?as_of=2022-05-31")
        goal = wall.locator(".goal .fig a.f")
        expect(goal).to_have_text("23.9")
        page.goto(f"{base_url}/history?as_of=2022-05-31")
        page.get_by_role("link", name="撤销第 2 版").click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("投资增速：改回 1 行")
        page.wait_for_url("**undo=2*")
        dialog.get_by_role("button", name="生成第 3 版").click()
        expect(dialog).to_contain_text("先写明为什么撤销")
        dialog.get_by_role("textbox").fill("应是 22.8")
        dialog.get_by_role("button", name="生成第 3 版").click()
        expect(dialog).to_be_hidden()
        expect(page.locator(".line li").first).to_contain_text("撤销第 2 版：应是 22.8")
        expect(page.locator(".line li.gone")).to_contain_text("已被第 3 版撤销")
        assert "undo=" not in page.url
        expect(goal).to_have_text("22.8")
    assert own.version(3).author == "办公室"
