"""The cockpit page in Chromium: it follows a commit, and hands out its points and its file."""

import shutil

import pytest
from playwright.sync_api import expect

from cockpit.warehouse.lake import Lake
from tests.serving import serving

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("wall")]


def test_the_page_follows_a_commit_and_gives_points_and_file(lake, new_page, tmp_path):
    shutil.copytree(lake.folder, tmp_path / "lake")
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    with serving(tmp_path / "lake") as base_url:
        page.goto(f"{base_url}/?as_of=2022-05-31")
        goal = page.locator(".goal .fig a.f")
        expect(goal).to_have_text("22.8")
        page.get_by_role("button", name="复制要点").click()
        expect(page.get_by_role("button", name="已复制")).to_be_visible()
        said = page.evaluate("navigator.clipboard.readText()")
        assert "1 目标：固投增速 22.8%" in said
        assert said.endswith(f"{base_url}/wall?as_of=2022-05-31")
        with page.expect_download() as taken:
            page.get_by_role("link", name="离线文件").click()
        assert taken.value.suggested_filename == "12834-2022-05-31-v1.html"
        text = taken.value.path().read_text("utf-8")
        assert "171.0" in text
        assert "<script" not in text
        with Lake(tmp_path / "lake").change("别处", "更正增速") as connection:
            connection.execute(
                "update regional_growth set growth_pct = 23.9 "
                "where region = '荥阳市' and period_end = '2022-04-30'"
            )
        expect(goal).to_have_text("23.9")
