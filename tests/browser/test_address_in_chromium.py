"""The link is the only state, in Chromium: what was cleared stays so, and Back goes one step."""

import random

import pytest
from playwright.sync_api import expect

from cockpit.warehouse import mart as marts
from tests.browser.walking import Walk, link_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
expect.set_options(timeout=20_000)  # two cores, and a second browser beside


@pytest.fixture(scope="session")
def asked(lake):
    """The demonstration's mart, to ask the questions directly."""
    return marts.build(lake, lake.versions()[-1].number)


@pytest.fixture
def walk(server, page, asked) -> Walk:
    return Walk(page, server, asked, random.Random(12834))


def pill(page, label: str, value: str) -> None:
    """Choose a value of a filter on the bar."""
    page.locator(".st-key-row").get_by_role("button", name=label).click()
    page.get_by_test_id("stPopoverBody").get_by_role("button", name=value, exact=True).click()
    page.keyboard.press("Escape")


def test_a_cleared_filter_stays_away_and_back_goes_one_step(server, page):
    page.goto(f"{server}/ledger?as_of=2022-05-31&town=豫龙镇")
    pill(page, "类别", "三个一批")
    page.wait_for_url("**class=*")
    page.locator(".st-key-clear button").click()
    page.wait_for_url("**/ledger?as_of=2022-05-31")
    expect(page.locator(".pill")).to_have_count(0)
    page.locator(".tm a[data-key='王村镇']").click()
    page.wait_for_url("**town=*")
    expect(page.locator(".pill")).to_have_count(1)
    expect(page.get_by_test_id("sums").locator("a").first).to_have_text("26")
    assert link_of(page.url) == ("ledger", {"town": {"王村镇"}})
    page.go_back()
    expect(page.locator(".pill")).to_have_count(0)
    assert link_of(page.url) == ("ledger", {})
    page.go_back()  # class and town went in one step, and come back in one
    expect(page.locator(".pill")).to_have_count(2)
    assert link_of(page.url) == ("ledger", {"class": {"三个一批"}, "town": {"豫龙镇"}})


def test_a_year_that_was_left_does_not_come_back(server, page):
    page.goto(f"{server}/ledger?as_of=2022-05-31")
    day = page.locator(".st-key-bar").get_by_role("button", name="截至")
    day.click()
    page.get_by_test_id("stPopoverBody").get_by_role("radio", name="2021 年").click()
    page.wait_for_url("**as_of=2021*")
    page.keyboard.press("Escape")
    page.go_back()
    expect(day).to_contain_text("2022-05-31")
    page.locator(".tm a[data-key='豫龙镇']").click()
    page.wait_for_url("**town=*")
    expect(page.get_by_test_id("sums").locator("a").first).to_have_text("60")
    expect(day).to_contain_text("2022-05-31")
    day.click()
    chosen = page.get_by_test_id("stPopoverBody").get_by_role("radio", checked=True)
    expect(chosen.first).to_have_text("2022 年")


def test_two_quick_tiles_are_both_chosen(server, page):
    page.goto(f"{server}/ledger?as_of=2022-05-31")
    expect(page.locator(".tm a")).to_have_count(14)
    for town in ("豫龙镇", "广武镇"):  # the second before the page is drawn anew
        page.locator(f".tm a[data-key='{town}']").click()
    expect(page.locator(".pill")).to_have_count(2)
    assert link_of(page.url) == ("ledger", {"town": {"豫龙镇", "广武镇"}})


def test_a_short_walk_keeps_link_widgets_and_figures_together(walk):
    walk.start()
    walk.go(20)


@pytest.mark.slow
def test_two_hundred_steps_keep_link_widgets_and_figures_together(walk):
    walk.start()
    walk.go(200)
