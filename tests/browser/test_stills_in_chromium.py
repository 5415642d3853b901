"""The still of a page in a browser: it is there first, and gives way to the page without a jump."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import PATHS
from tests.serving import until

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
MORE = {"imports", "bulletin"}  # on these the page says more: what hangs on who asks
SHORT = {
    "imports": 30,
    "history": 50,
    "bulletin": 15,
}  # texts that are there at least; elsewhere over 100
MOST = 2.0  # px that a text may move
SIZES = [(1440, 900, "light"), (390, 844, "dark"), (3840, 2160, "dark")]
# where each text stands below an element, also in shadow roots; not those out of the window's left
TEXTS = """(from) => {
  const found = [];
  const walk = (root) => {
    const nodes = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
      if (node.shadowRoot) walk(node.shadowRoot);
      if (node.nodeType !== Node.TEXT_NODE || !node.textContent.trim()) continue;
      const parent = node.parentElement;
      if (parent?.closest("style, script, .sr, [data-testid=stIconMaterial], svg")) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const { x, y, width } = range.getBoundingClientRect();
      if (width && x + width > 0) found.push([node.textContent.trim(), x, y]);
    }
  };
  walk(document.querySelector(from));
  return found;
}"""


def texts(page: Page, below: str) -> list[tuple[str, float, float]]:
    return [tuple(one) for one in page.evaluate(TEXTS, below)]


def make(page: Page, address: str) -> None:
    """Ask until the still is made: a busy machine may take longer than a reader should wait."""
    for _ in range(30):
        if 'id="first"' in page.request.get(address, timeout=60_000).text():
            return
    pytest.fail(f"no still of {address}")


@contextmanager
def still(page: Page, address: str) -> Iterator[None]:
    """The page at an address before its front end has come; then the page itself."""
    make(page, address)
    page.route("**/js/index.*.js", lambda _: None)
    page.goto(address, stands=False, wait_until="commit")
    page.wait_for_selector("#first", state="attached")
    page.evaluate("() => document.fonts.ready")
    yield
    page.unroute("**/js/index.*.js")  # what was held goes on
    until(page, "() => !document.getElementById('first')")


@pytest.mark.parametrize(("width", "height", "scheme"), SIZES)
@pytest.mark.parametrize("name", PATHS)
def test_no_text_moves_when_the_page_takes_its_place(server, new_page, name, width, height, scheme):
    page = new_page(width, height, keep="all", color_scheme=scheme)
    with still(page, server + PATHS[name]):
        before = texts(page, "#first")
    after = texts(page, "#root")
    assert len(before) > SHORT.get(name, 100)
    if name in MORE:
        rest = iter(after)
        after = [
            next((one for one in rest if one[0] == text), (text, 0, 0)) for text, _, _ in before
        ]
    assert [text for text, _, _ in before] == [text for text, _, _ in after]
    moved = [
        (text, x, y, new_x, new_y)
        for (text, x, y), (_, new_x, new_y) in zip(before, after, strict=True)
        if max(abs(new_x - x), abs(new_y - y)) > MOST
    ]
    assert moved == []


def test_without_a_line_to_the_server_it_stays_and_says_so(server, new_page):
    page = new_page(390, 844)
    make(page, server + PATHS["targets"])
    page.clock.install()
    page.route_web_socket("**/_stcore/stream", lambda socket: socket.close())
    page.goto(server + PATHS["targets"], stands=False)
    late = page.locator("#first .late")
    expect(page.locator("#first .finding")).to_be_visible()
    expect(late).to_be_hidden()
    page.clock.run_for(20_000)
    expect(late).to_be_visible()
    assert "WebSocket" in late.inner_text()
    page.heard.complaints.clear()  # Streamlit's own, of the line


def test_its_links_lead_on_before_the_page_stands(server, new_page):
    page = new_page(1440, 900, keep="all")
    make(page, server + PATHS["targets"])
    page.route("**/js/index.*.js", lambda _: None)
    page.goto(server + PATHS["targets"], stands=False, wait_until="commit")
    page.locator("#first a.f").first.click(no_wait_after=True)
    page.wait_for_url("**/ledger?**", wait_until="commit")


def test_where_one_has_scrolled_to_stays(server, new_page):
    page = new_page(1440, 900, keep="all")
    with still(page, server + PATHS["freshness"]):
        page.locator("#first .stMain").evaluate("main => main.scrollTop = 300")
    assert page.locator("#root .stMain").evaluate("main => main.scrollTop") == 300


def test_a_piece_that_never_comes_does_not_hide_the_others(server, new_page):
    page = new_page(1440, 900, keep="all")
    page.add_init_script("addEventListener('cockpit:drawn', (e) => e.stopImmediatePropagation())")
    page.goto(server + PATHS["freshness"])
    expect(page.get_by_test_id("stamp")).to_be_visible()
