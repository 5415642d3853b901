"""The cockpit page in Chromium: it follows a commit, hands out its points and file; a restart."""

import re
import shutil

import pytest
from playwright.sync_api import TimeoutError, expect

from cockpit.warehouse.lake import Lake
from tests.serving import free_port, serving

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("wall")]
expect.set_options(timeout=20_000)  # two cores, and a second browser beside


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


def test_after_a_restart_the_first_click_counts_and_no_english_is_said(lake, new_page):
    page, port = new_page(1366, 768), free_port()
    tile = page.locator(".tm a[data-key='豫龙镇']")
    with serving(lake.folder, port=port) as base_url:
        page.goto(f"{base_url}/ledger?as_of=2022-05-31")
        tile.focus()
    band = page.locator(".away-band")
    expect(band).to_have_text("连接中断，正在重连…连上之前不能点选，连上后自动恢复")
    dialog = page.get_by_test_id("stDialog")
    expect(dialog).to_be_attached()  # Streamlit's, after some attempts: in English
    expect(dialog).to_be_hidden()
    assert not re.search("(?i)connect|error|streamlit", page.locator("body").inner_text())
    with pytest.raises(TimeoutError):
        tile.click(timeout=500)  # what would be lost cannot be clicked
    with serving(lake.folder, port=port):
        tile.click()
        page.wait_for_url("**town=*")
        expect(page.get_by_test_id("sums").locator("a").first).to_have_text("60")
        expect(band).to_be_hidden()
        expect(dialog).to_have_count(0)
        expect(tile).to_be_focused()
        page.close()  # before its server ends
    page.heard.complaints.clear()  # of requests that nobody answered
