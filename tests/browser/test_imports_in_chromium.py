"""导入 in Chromium: from the drop to the moved wall, by an office's own workbook; and closed."""

import re
import shutil
from io import BytesIO

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from cockpit.warehouse.lake import Lake
from tests.browser.dropping import drop, workbook
from tests.browser.pages import DRAWN
from tests.serving import Server, started, until

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("imports")]
expect.set_options(timeout=60_000)  # two cores, and a second browser beside
TODAY = {"COCKPIT_TODAY": "2022-06-01", "COCKPIT_AUTHOR": "示例人员 03"}


@pytest.fixture
def copied(lake, tmp_path) -> Lake:
    shutil.copytree(lake.folder, tmp_path / "lake")
    return Lake(tmp_path / "lake")


def opened(page: Page, server: Server) -> Page:
    page.goto(f"{server.address}/imports")
    expect(page.get_by_test_id("stamp")).to_be_visible()
    return page


def test_from_the_drop_to_the_moved_wall(copied, new_page, tmp_path):
    page, wall = new_page(1366, 768), new_page()
    with started(copied.folder, COCKPIT_WRITING="on", **TODAY) as server:
        wall.goto(f"{server.address}/wall")
        opened(page, server)
        finding = page.locator("#root h1.finding")
        commit = page.locator(".st-key-imports-commit-top button")
        expect(commit).to_be_disabled()

        drop(page, "五月.xlsx", workbook(5, unit="", wrong=True))
        question = page.locator(".qs fieldset").first
        expect(question).to_contain_text("单位没有写明")
        assert question.locator("input:checked").count() == 0
        expect(page.locator(".st-key-imports-go")).to_contain_text("还差 1 件待定")
        assert "13800000000" not in page.locator("#root").inner_html()
        question.get_by_label("万元").check()

        fault = page.locator(".fl").first
        expect(fault).to_contain_text("约1.5亿")
        expect(fault.locator(".xl .hot")).to_have_text("约1.5亿")
        expect(page.locator(".switch")).to_contain_text("退出")  # it stands on a demonstration
        assert page.locator("#root .fl b b").count() == 0  # a name is text
        with page.expect_download() as taken:
            page.get_by_role("button", name="下载标好的工作簿").click()
        assert taken.value.suggested_filename == "五月（标注）.xlsx"
        marked = tmp_path / "marked.xlsx"
        taken.value.save_as(marked)
        book = openpyxl.load_workbook(marked)
        assert book.active["G6"].comment is not None

        book.active["G6"] = 30_000  # mended where it is marked, and dropped again
        book.active["H9"] = 40_000
        mended = BytesIO()
        book.save(mended)
        drop(page, "五月.xlsx", mended.getvalue())
        expect(finding).to_contain_text("示例台账要先退出")
        expect(commit).to_be_disabled()
        page.get_by_text("看过了，让示例退出").click()
        expect(commit).to_be_enabled()
        expect(finding).to_contain_text("可以导入")
        page.get_by_placeholder("附言").first.fill("县级五月")
        page.get_by_placeholder("附言").first.press("Tab")
        until(page, DRAWN)  # the words are with the server
        commit.click()
        expect(finding).to_contain_text("已导入，成为第 2 版")
        shown = wall.locator("span", has_text=re.compile(r"^\s*版本\s*\d+\s*$"))
        expect(shown).to_have_text("版本 2")
        newest = copied.versions()[-1]
        assert (newest.number, newest.author, newest.message) == (2, "示例人员 03", "县级五月")

        # the same file again changes nothing
        drop(page, "五月.xlsx", mended.getvalue())
        page.locator(".qs fieldset").first.get_by_label("万元").check()
        expect(finding).to_contain_text("完全一样")
        page.locator(".st-key-imports-give-up-top button").click()
        expect(finding).to_contain_text("把工作簿拖进来")
        assert page.locator(".fls tbody tr").count() == 0


def test_with_writing_closed_it_is_a_dry_run_and_says_how_to_open_it(copied, new_page):
    page = new_page(1366, 768)
    with started(copied.folder, **TODAY) as server:
        opened(page, server)
        expect(page.locator(".closed")).to_contain_text("COCKPIT_WRITING=on")
        drop(page, "五月.xlsx", workbook(5, unit="单位：万元", wrong=False))
        expect(page.locator(".mp")).to_be_visible()
        expect(page.locator(".st-key-imports-go")).to_contain_text(re.compile("写入没有打开|确认"))
        expect(page.locator(".st-key-imports-commit-top button")).to_be_disabled()
        assert copied.newest() == 1


def test_by_another_name_than_the_machines_own_no_file_may_be_brought(copied, new_page):
    page = new_page(1366, 768, extra_http_headers={"X-Forwarded-For": "10.0.0.9"})
    with started(copied.folder, COCKPIT_WRITING="on", **TODAY) as server:
        opened(page, server)
        expect(page.locator(".closed")).to_contain_text("不经过代理打开")
        assert page.get_by_test_id("stFileUploaderDropzone").count() == 0


def test_the_demonstration_is_left_where_it_was_when_a_load_is_given_up(copied, new_page):
    page = new_page(390, 844)
    with started(copied.folder, COCKPIT_WRITING="on", **TODAY) as server:
        opened(page, server)
        drop(page, "坏.xlsx", b"PK\x03\x04 nothing")
        row = page.locator(".fls .unread")
        expect(row).to_contain_text("没读")
        page.locator(".st-key-imports-give-up-top button").click()
        expect(page.locator("#root h1.finding")).to_contain_text("把工作簿拖进来")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert copied.newest() == 1
