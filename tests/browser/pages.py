"""Every page at a look that fills it: what the tests of all pages open."""

from datetime import date

from playwright.sync_api import Page, expect

from cockpit.screens.pages import PAGES
from tests.serving import until

MAY = "as_of=2022-05-31"
PATHS = {page.name: page.example(date(2022, 5, 31)) for page in PAGES.values()}
# a page is drawn when its stamp is there, nothing runs, and what has a place of its own is in it
DRAWN = """() => document.querySelector('.stApp').dataset.testScriptState === 'notRunning'
  && !document.querySelector('[data-testid=stSkeleton]')
  && [...document.querySelectorAll('[data-testid=stMain] .linked')]
    .every(place => place.childElementCount)"""


def opened(page: Page, address: str) -> Page:
    """The page at an address, once all of it is drawn."""
    page.goto(address)
    expect(page.get_by_test_id("stamp").first).to_be_visible(timeout=20_000)
    until(page, DRAWN)
    return page
