"""Every page at a look that fills it: what the tests of all pages open."""

from playwright.sync_api import Page, expect

MAY = "as_of=2022-05-31"
PATHS = {
    "cockpit": f"/?{MAY}",
    "targets": f"/targets?{MAY}",
    "growth": f"/growth?{MAY}",
    "why": f"/why?{MAY}",
    "ledger": f"/ledger?{MAY}",
    "project": f"/project?{MAY}&project=SL-2022-0011",
    "freshness": f"/freshness?{MAY}",
    "indicators": f"/indicators?{MAY}&definition=completion",
    "reconciliation": f"/reconciliation?{MAY}&fact=key.ahead",
}
# a page is drawn when its stamp is there, nothing runs, and its charts have ink
DRAWN = """() => document.querySelector('.stApp').dataset.testScriptState === 'notRunning'
  && !document.querySelector('[data-testid=stSkeleton]')
  && [...document.querySelectorAll('[data-testid=stPlotlyChart]')]
    .every(chart => chart.querySelector('.main-svg'))"""


def opened(page: Page, address: str) -> Page:
    """The page at an address, once all of it is drawn."""
    page.goto(address)
    expect(page.get_by_test_id("stamp").first).to_be_visible(timeout=20_000)
    page.wait_for_function(DRAWN)
    return page
