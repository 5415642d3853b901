"""The content policy: as strict as the pages run with, all that can be opened on them included."""

import pytest
from playwright.sync_api import expect

from cockpit.screens.pages import PAGES
from tests.browser.pages import DRAWN, PATHS, opened
from tests.serving import until

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("policy")]

LISTENING = """addEventListener('securitypolicyviolation', (event) => {
  (window.violations ??= []).push(`${event.violatedDirective} ${event.blockedURI}`);
});"""


@pytest.fixture
def page(new_page):
    page = new_page(keep="all")
    page.add_init_script(LISTENING)
    return page


def violations(page) -> list[str]:
    return page.evaluate("window.violations ?? []")


@pytest.mark.parametrize("name", [entry.name for entry in PAGES.values()])
def test_a_page_and_all_that_opens_on_it_keeps_the_policy(server, page, name):
    opened(page, server + PATHS[name])
    for popover in page.get_by_test_id("stPopover").all():
        if popover.is_visible():
            popover.get_by_role("button").first.click()
            until(page, DRAWN)
            page.keyboard.press("Escape")
    for chart in page.get_by_test_id("stPlotlyChart").all():
        chart.hover()
    assert violations(page) == []


def test_calendar_copy_and_download_keep_it(server, page):
    opened(page, f"{server}/ledger")
    page.get_by_role("button", name="截至").click()
    page.get_by_test_id("stDateInput").get_by_role("button").first.click()
    expect(page.get_by_role("grid")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="复制链接").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    page.get_by_role("button", name="下载").click()
    with page.expect_download():
        page.get_by_role("link", name="CSV 表格").click()
    assert violations(page) == []


@pytest.mark.parametrize(
    "tried",
    [
        "document.head.append(Object.assign(document.createElement('script'),"
        " { textContent: 'window.ran = true' }))",
        "document.body.insertAdjacentHTML('beforeend',"
        ' \'<img src="data:," onerror="window.ran = true">\')',
        "fetch('http://127.0.0.1:9/').catch(() => {})",
        "document.body.insertAdjacentHTML('beforeend', '<iframe src=\"/wall\"></iframe>')",
        "document.body.insertAdjacentHTML('beforeend', '<object data=\"/wall\"></object>')",
        "setTimeout('window.ran = true')",
    ],
    ids=["script", "handler", "fetch", "frame", "object", "text"],
)
def test_what_the_policy_forbids_does_not_happen(server, page, tried):
    opened(page, f"{server}/indicators")
    page.evaluate(f"() => {{ {tried}; }}")
    until(page, "window.violations")
    assert not page.evaluate("window.ran")
    page.heard.complaints.clear()
    page.heard.requests[:] = [url for url in page.heard.requests if ":9/" not in url]
