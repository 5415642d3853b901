"""The walk in Chromium: keys, rotation, a pointer at rest, and slides that need no server."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("wall")]

MAY = "as_of=2022-05-31"
FETCHED = """name => performance.getEntriesByType('resource')
  .some(r => new URL(r.name).pathname === `/wall/${name}` && r.responseEnd)"""


def slide(page) -> str:
    """Which slide is on the screen, by its address; the wall is empty."""
    return page.evaluate("location.pathname.split('/')[2] || ''")


def test_keys_walk_the_slides_without_a_server(server, new_page):
    page = new_page()
    page.goto(f"{server}/wall?{MAY}")
    page.evaluate("window.same = true")
    for kept in ("1", "2", "8", "3", "4", "musts", "slow"):  # each is fetched once, unasked
        while not page.evaluate(FETCHED, kept):
            page.wait_for_timeout(100)
    page.context.set_offline(True)
    walked = []
    keys = ["4", "D", "S", "ArrowRight", "PageDown", "ArrowLeft", "PageUp", "8", "Escape", "3", "1"]
    for key in keys:
        page.keyboard.press(key)
        walked.append(slide(page))
    assert walked == ["4", "musts", "slow", "", "1", "", "slow", "8", "", "3", "1"]
    expect(page.locator("main.wall")).to_contain_text("22.8")
    expect(page.locator(".keys")).to_have_text("← → 翻页　Esc 大屏", use_inner_text=True)
    page.go_back()
    assert slide(page) == "3"
    assert page.evaluate("window.same")
    page.keyboard.press("Control+4")  # the browser's own
    assert slide(page) == "3"
    page.heard.complaints[:] = [c for c in page.heard.complaints if "net::ERR_" not in c]


def test_rotation_walks_pauses_and_writes_no_history(server, new_page):
    page = new_page()
    page.clock.install()
    page.goto(f"{server}/wall?{MAY}&rotate=20")
    before = page.evaluate("history.length")
    bar = page.locator("[data-dwell]")
    expect(bar).to_be_visible()
    page.clock.run_for(19_000)
    assert slide(page) == ""
    page.clock.run_for(1_500)
    expect(page).to_have_url(re.compile(r"/wall/1\b"))
    expect(page.locator(".keys")).to_contain_text("空格 暂停", use_inner_text=True)
    page.keyboard.press(" ")
    page.clock.run_for(60_000)
    assert slide(page) == "1"
    page.keyboard.press(" ")
    page.clock.run_for(20_500)
    expect(page).to_have_url(re.compile(r"/wall/2\b"))
    assert page.evaluate("history.length") == before
    assert "rotate=20" in page.url
    assert page.evaluate("document.documentElement.classList.contains('still')")
    page.mouse.move(5, 5)
    assert not page.evaluate("document.documentElement.classList.contains('still')")


@pytest.mark.parametrize(("asked", "dwell"), [("0", 0), ("5", 5), ("3600", 3600)])
def test_rotation_turns_after_the_seconds_that_a_link_names(server, new_page, asked, dwell):
    page = new_page(800, 450)
    page.clock.install()
    page.goto(f"{server}/wall?{MAY}&rotate={asked}")
    assert page.locator("[data-dwell]").is_visible() == (dwell > 0)
    if dwell:
        page.clock.run_for((dwell - 1) * 1000)
        assert slide(page) == ""
        page.clock.run_for(1500)
        expect(page).to_have_url(re.compile(r"/wall/1\b"))
    else:
        page.clock.run_for(120_000)
        assert slide(page) == ""


def test_a_wrong_clock_is_set_by_the_servers(server, new_page):
    page = new_page()
    page.clock.install(time=datetime(2001, 1, 1, tzinfo=ZoneInfo("Asia/Shanghai")))
    page.goto(f"{server}/wall?{MAY}")
    now = datetime.now(ZoneInfo("Asia/Shanghai"))
    near = [f"{now + timedelta(minutes=m):%H:%M}" for m in (-1, 0, 1)]
    page.clock.run_for(6_000)
    expect(page.locator("[data-clock]")).to_have_text(re.compile("|".join(near)))


def test_a_window_of_320_px_is_one_column(server, new_page):
    page = new_page(320, 640)
    for path in ("", "/1", "/2", "/8", "/3", "/4", "/slow"):
        page.goto(f"{server}/wall{path}?{MAY}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_a_late_answer_does_not_undo_the_next_key(server, new_page):
    page = new_page(800, 450)
    page.route("**/wall/1?*", lambda route: (page.wait_for_timeout(800), route.continue_()))
    page.goto(f"{server}/wall?{MAY}")
    for key in ("1", "2", "Escape"):
        page.keyboard.press(key)
    page.wait_for_timeout(1500)
    assert slide(page) == ""


def test_rotation_passes_over_a_slide_that_cannot_be_drawn(server, new_page):
    page = new_page(800, 450)
    page.clock.install()
    page.route("**/wall/1?*", lambda route: route.fulfill(status=503, body="没有画成"))
    page.goto(f"{server}/wall?{MAY}&rotate=5")
    page.clock.run_for(5_500)
    expect(page).to_have_url(re.compile(r"/wall/2\?"))
    page.clock.run_for(4_400)
    assert page.locator("[data-lost]").is_hidden()
    page.close()
    page.heard.complaints[:] = [c for c in page.heard.complaints if "503" not in c]


def test_an_older_wall_leads_to_the_latest_by_a_key_and_keeps_turning(server, new_page):
    page = new_page(800, 450)
    page.goto(f"{server}/wall/8?as_of=2022-05-30&theme=light&rotate=20")
    expect(page.get_by_text("非最新，看最新")).to_be_visible()
    page.keyboard.press("0")
    expect(page).to_have_url(f"{server}/wall/8?theme=light&rotate=20")
    expect(page.get_by_text("非最新")).to_have_count(0)
    page.keyboard.press("Escape")
    page.get_by_role("link", name="驾驶舱页面").click()  # and the page hands it on
    expect(page).to_have_url(re.compile(r"/\?as_of=2022-05-31&theme=light&rotate=20$"))


@pytest.mark.parametrize("path", ["/wall", "/wall/8"])
def test_the_remotes_key_blackens_the_screen_until_the_next_key(server, page, path):
    page.goto(f"{server}{path}?{MAY}")
    black, said = page.locator("[data-black]"), page.locator("[data-said]")
    for key, back in ((".", "."), ("b", "ArrowRight"), ("B", "Escape")):
        page.keyboard.press(key)
        expect(black).to_be_visible()
        assert black.bounding_box() == {"x": 0, "y": 0, "width": 1920, "height": 1080}
        expect(said).to_have_text("黑屏，按任意键恢复")
        page.keyboard.press(back)  # it only brings the screen back
        expect(black).to_be_hidden()
        assert page.url.endswith(f"{path}?{MAY}")


def test_a_black_screen_does_not_rotate(server, new_page):
    page = new_page()
    page.clock.install()
    page.goto(f"{server}/wall?{MAY}&rotate=5")
    page.keyboard.press("b")
    page.clock.run_for(30_000)
    assert slide(page) == ""


def test_home_and_end_go_to_the_ends_of_the_walk(server, page):
    page.goto(f"{server}/wall/2?{MAY}")
    page.keyboard.press("End")
    page.wait_for_url("**/wall/slow?**")
    page.keyboard.press("Home")
    page.wait_for_url("**/wall?**")


def test_a_pause_is_said_in_words(server, new_page):
    page = new_page()
    page.clock.install()
    page.goto(f"{server}/wall/1?{MAY}&rotate=20")
    pill, said = page.locator("[data-paused]"), page.locator("[data-said]")
    expect(pill).to_be_hidden()
    page.keyboard.press(" ")
    expect(pill).to_be_visible()
    expect(pill).to_contain_text("已暂停")
    expect(said).to_have_text("已暂停")
    box, foot = pill.bounding_box(), page.locator(".keys")
    assert box["y"] + box["height"] <= 1080
    expect(foot).not_to_be_visible()  # it gives way, and is not covered
    page.keyboard.press(" ")
    expect(pill).to_be_hidden()
    expect(said).to_have_text("继续轮播")
