"""The deck in Chromium: keys, remote and touch, black screen, notes, and a saved file."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("wall")]

DECK = "/deck?as_of=2022-05-31&meeting=2022-06-06"
# what a page says that is cut off, or that runs into the foot
CUT = """() => {
  const page = document.querySelector(".page:not([hidden])");
  const foot = page.querySelector("footer").getBoundingClientRect();
  const found = [];
  for (const node of page.querySelectorAll(".picture *, header *")) {
    if (node.children.length || !node.textContent.trim()) continue;
    const box = node.getBoundingClientRect();
    if (box.bottom > foot.top + 1 || box.right > innerWidth + 1) found.push(node.textContent);
  }
  return found;
}"""
SMALLEST = """() => Math.min(...[...document.querySelectorAll(".page:not([hidden]) *")]
  .filter(n => !n.children.length && n.textContent.trim() && n.getClientRects().length)
  .map(n => parseFloat(getComputedStyle(n).fontSize)))"""


def shown(page) -> str:
    """The number of the page on the screen."""
    return page.locator("[data-page]:not([hidden])").get_attribute("data-page")


def test_keys_and_a_remote_walk_its_pages_without_a_server(server, new_page):
    page = new_page()
    page.goto(server + DECK)
    expect(page.locator("h1:visible")).to_contain_text("上次议定 7 件")
    page.context.set_offline(True)
    walked = []
    for key in ("ArrowRight", "PageDown", " ", "PageUp", "End", "Home", "4", "ArrowLeft"):
        page.keyboard.press(key)
        walked.append(shown(page))
    assert walked == ["2", "3", "4", "3", "7", "1", "4", "3"]
    assert page.url.endswith("#3")
    page.keyboard.press("Control+4")  # the browser's own
    assert shown(page) == "3"
    page.get_by_role("link", name="7 今日议定").locator("visible=true").click()
    assert shown(page) == "7"
    page.keyboard.press("ArrowRight")  # it ends there
    assert shown(page) == "7"
    page.heard.complaints[:] = [c for c in page.heard.complaints if "net::ERR_" not in c]


def test_a_page_is_opened_by_its_address(server, new_page):
    page = new_page()
    page.goto(f"{server}{DECK}#5")
    expect(page.locator("h1:visible")).to_contain_text("城乡供水一体化")


def test_b_blackens_the_screen_and_any_key_brings_it_back(server, new_page):
    page = new_page()
    page.goto(server + DECK)
    page.keyboard.press("b")
    expect(page.locator("[data-black]")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-black]")).to_be_hidden()
    assert shown(page) == "1"


def test_a_dwell_turns_its_pages_and_pauses(server, new_page):
    page = new_page()
    page.clock.install()
    page.goto(f"{server}{DECK}&rotate=20")
    before = page.evaluate("history.length")
    expect(page.locator("[data-dwell]")).to_be_visible()
    page.clock.run_for(20_500)
    assert shown(page) == "2"
    page.keyboard.press(" ")
    page.clock.run_for(60_000)
    assert shown(page) == "2"
    page.keyboard.press(" ")
    page.clock.run_for(20_500)
    assert shown(page) == "3"
    assert page.evaluate("history.length") == before


def test_the_presenters_notes_follow_in_a_window_of_their_own(server, new_page):
    page = new_page()
    page.goto(server + DECK)
    with page.expect_popup() as opened:
        page.keyboard.press("n")
    notes = opened.value
    expect(notes.locator("h1")).to_contain_text("上次议定")
    page.keyboard.press("End")
    expect(notes.locator("body")).to_contain_text("第一件：示例单位 14牵头")
    notes.keyboard.press("PageUp")  # from the presenter's screen
    assert shown(page) == "6"
    expect(notes.locator("body")).to_contain_text("下一页　今日议定")


def test_a_saved_file_walks_without_any_server(server, new_page, tmp_path):
    page = new_page()
    page.goto(server + DECK)
    saved = tmp_path / "deck.html"
    saved.write_text(page.request.get(server + DECK).text(), "utf-8")
    page.context.set_offline(True)
    page.goto(saved.as_uri())
    page.keyboard.press("ArrowRight")
    expect(page.locator("h1:visible")).to_contain_text("171.0")
    # beside it nothing: what it asks a server for it does without
    page.heard.complaints.clear()
    page.heard.requests.clear()


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (3840, 2160), (1366, 768)])
def test_nothing_is_cut_and_nothing_too_small(server, new_page, width, height):
    page = new_page(width, height)
    page.goto(server + DECK)
    for number in range(1, 8):
        page.keyboard.press(str(number))
        assert page.evaluate(CUT) == []
        assert page.evaluate(SMALLEST) >= 20 * min(width / 1920, height / 1080) - 0.1


def test_on_a_phone_its_pages_stand_below_one_another(server, new_page):
    page = new_page(390, 844)
    page.goto(server + DECK)
    expect(page.locator("h1:visible")).to_have_count(7)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_day_that_is_no_monday_is_a_sentence(server, new_page):
    page = new_page()
    page.goto(f"{server}/deck?meeting=2022-05-31")
    expect(page.locator("body")).to_contain_text("不是周一")
    page.heard.complaints.clear()  # the answer has the status of a bad request
