"""From "982 工程 60.3 %" on the wall to the slowest projects, why it moved, and a value's source.

Six clicks; the link of each step opens the same view in a clean browser.
"""

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
expect.set_options(timeout=20_000)


def same_view(new_page, page: Page, *said: str) -> None:
    """What is read at a step is read in a clean browser at its link too."""
    for text in said:
        expect(page.get_by_text(text).first).to_be_visible()
    clean = new_page(keep="another")
    clean.goto(page.url)
    for text in said:
        expect(clean.get_by_text(text).first).to_be_visible()
    clean.close()


def test_from_a_rate_on_the_wall_to_the_row_it_came_from_in_six_clicks(server, new_page):
    page = new_page(keep="all")
    page.goto(f"{server}/wall?as_of=2022-05-31")

    # 1: the published 60.3 % opens its sentence, beside the computed twin
    page.locator("a.f.published", has_text="60.3").first.click()
    same_view(new_page, page, "投资完成率60.3%", "看背后的明细")

    # 2: the rows behind it, which add up; the slowest come first
    page.get_by_role("link", name="看背后的明细").first.click()
    same_view(new_page, page, "60.3%，与所点数字一致")

    # 3: why the class moved
    page.locator("a[href^='/why?'][href*='indicator=completion']").first.click()
    page.wait_for_url("**/why?**")

    # 4: since last month-end
    page.get_by_text("上月末", exact=True).first.click()
    page.wait_for_url("**since=lastmonth**")
    same_view(new_page, page, "新增进度", "差得最多的项目")

    # 5: one of the slowest, with its problems
    page.locator("a[href*='/project?']").first.click()
    page.wait_for_url("**/project?**")
    # and nothing more to open: the value's file and row stand on the same page
    same_view(new_page, page, "问题", "三日时钟", "追到文件和行", "project.csv")
