"""A chart in a browser: a picture at once, and Plotly in its place when one asks it something."""

import re

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.pages import MAY, PATHS, opened
from tests.serving import until

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
expect.set_options(timeout=20_000)  # two cores, and a second browser beside
CHARTS = ("targets", "growth", "why", "project", "bonds")
# each word of a chart, and the middle of its letters: in the picture and as Plotly has it
WORDS = """([at, part]) => {
  const chart = document.querySelectorAll('.chart-picture')[at];
  const frame = chart.getBoundingClientRect();
  return [...chart.querySelectorAll(`${part} text`)]
    .filter(word => word.textContent.trim() && !word.closest('.hoverlayer'))
    .map(word => {
      const { left, right, top, bottom } = word.getBoundingClientRect();
      return [word.textContent, (left + right) / 2 - frame.left, (top + bottom) / 2 - frame.top];
    }).sort();
}"""
MAY_SAID = re.compile("^5 月底 .. 171.0 亿元$")


def live(page: Page, at: int = 0) -> None:
    """Until Plotly stands in the place of a picture."""
    expect(page.locator(".chart-picture").nth(at)).to_have_class(re.compile("live"))


def point_at_may(page: Page) -> None:
    """The pointer on the point of May of the year's curve, in one move from outside."""
    box = page.locator(".chart-drawn > svg").first.bounding_box()
    # the axis runs from −0.1 to 12.1; 171.0 of the 1.1 × 424 at its top
    at = box["x"] + box["width"] * 5.1 / 12.2
    page.mouse.move(at, box["y"] + box["height"] * (1 - 171.0 / (1.1 * 424.0)))


def fetched(page: Page) -> list[str]:
    return [url for url in page.heard.requests if "plotly" in url.lower()]


def test_nobody_waits_for_plotly_who_asks_a_chart_nothing(server, new_page):
    page = opened(new_page(), server + PATHS["targets"])
    expect(page.locator(".chart-picture .chart-line").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert fetched(page) == []
    assert page.evaluate("window.Plotly") is None


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (390, 844)])
@pytest.mark.parametrize("name", CHARTS)
def test_every_word_of_a_picture_stands_where_plotly_puts_it(server, new_page, name, width, height):
    page = opened(new_page(width, height, keep="all"), server + PATHS[name])
    for at in range(page.locator(".chart-picture").count()):
        drawn = page.evaluate(WORDS, [at, ".chart-drawn"])
        chart = page.locator(".chart-picture").nth(at)
        chart.evaluate("chart => { chart.tabIndex = 0; }")  # also one of which there is no more
        chart.dispatch_event("click")
        live(page, at)
        again = page.evaluate(WORDS, [at, ".chart-plot"])
        assert len(drawn) > 4
        assert [word for word, *_ in drawn] == [word for word, *_ in again]
        for (word, *here), (_, *there) in zip(drawn, again, strict=True):
            assert here == pytest.approx(there, abs=1.5), word


def test_one_move_of_the_pointer_is_answered(server, page):
    opened(page, server + PATHS["targets"])
    point_at_may(page)
    expect(page.locator(".hoverlayer .hovertext")).to_have_text(MAY_SAID)
    assert len(fetched(page)) <= 1


def test_a_finger_that_passes_by_fetches_nothing_and_a_tap_is_answered(server, new_page):
    page = opened(new_page(390, 844, has_touch=True, is_mobile=True), server + PATHS["targets"])
    box = page.locator(".chart-drawn > svg").first.bounding_box()
    page.locator(".chart-picture").first.dispatch_event("pointerenter", {"pointerType": "touch"})
    page.wait_for_timeout(300)
    assert fetched(page) == []
    page.locator(".chart-picture").first.scroll_into_view_if_needed()
    box = page.locator(".chart-drawn > svg").first.bounding_box()
    page.touchscreen.tap(
        box["x"] + box["width"] * 5.1 / 12.2,
        box["y"] + box["height"] * (1 - 171.0 / (1.1 * 424.0)),
    )
    expect(page.locator(".hoverlayer .hovertext")).to_have_text(MAY_SAID)


def test_arrows_walk_the_points_of_a_chart(server, page):
    opened(page, server + PATHS["growth"])
    page.locator(".chart-picture").nth(1).focus()
    live(page, 1)
    said = page.locator(".chart-picture").nth(1).locator(".hoverlayer .hovertext")
    page.keyboard.press("ArrowRight")
    expect(said).to_be_visible()
    first = said.text_content()
    page.keyboard.press("ArrowRight")
    expect(said).not_to_have_text(first)
    page.keyboard.press("ArrowLeft")
    expect(said).to_have_text(first)


def test_a_chart_that_was_asked_stays_so_when_its_data_changes(server, page):
    opened(page, f"{server}/targets?{MAY}")
    point_at_may(page)
    live(page)
    page.evaluate("window.still = true")
    page.locator(".chart-picture").first.evaluate("chart => { chart.parentElement.same = true; }")
    page.locator(".st-key-row").get_by_role("button", name="类别").click()
    page.get_by_test_id("stPopoverBody").get_by_role("button", name="专项债", exact=True).click()
    chart = page.locator(".chart-picture").first
    expect(chart.locator(".chart-note", has_text="171.0")).to_have_count(0)
    live(page)
    picture, again = chart.locator(".chart-note"), chart.locator(".annotation-text")
    assert picture.all_text_contents() == again.all_text_contents()
    assert page.evaluate("window.still")
    assert chart.evaluate("chart => chart.parentElement.same")  # the component itself stayed
    assert page.locator(".chart-picture").nth(1).locator(".chart-plot").count() == 0


def test_picture_and_plotly_follow_the_theme(server, new_page):
    page = opened(new_page(keep="all"), server + PATHS["targets"])
    curve = "getComputedStyle(document.querySelector('.chart-drawn path.chart-line')).stroke"
    plan = {"light": "rgb(111, 129, 156)", "dark": "rgb(127, 145, 174)"}
    assert page.evaluate(curve) == plan["light"]
    page.emulate_media(color_scheme="dark")
    until(page, f"{curve} === '{plan['dark']}'")
    point_at_may(page)
    live(page)
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        until(
            page,
            "plan => getComputedStyle(document.querySelector('.chart-plot .js-line')).stroke"
            " === plan",
            arg=plan[scheme],
        )


def test_paper_has_the_picture_in_light_colours(server, new_page):
    page = opened(new_page(keep="all", color_scheme="dark"), server + PATHS["targets"])
    point_at_may(page)
    live(page)
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator(".chart-plot").first).to_be_hidden()
    expect(page.locator(".chart-drawn").first).to_be_visible()
    word = "getComputedStyle(document.querySelector('.chart-drawn .chart-tick')).fill"
    assert page.evaluate(word) == "rgb(92, 108, 134)"  # --text3 of the light theme


def test_without_plotly_the_picture_stays_and_the_next_pointer_asks_again(server, new_page):
    page = new_page()
    page.route("**/plotly.min.js", lambda route: route.abort())
    opened(page, server + PATHS["targets"])
    point_at_may(page)
    until(page, "window.cockpitPlotly === null")
    expect(page.locator(".chart-drawn").first).to_be_visible()
    page.heard.complaints.clear()  # of the file that did not come
    page.unroute("**/plotly.min.js")
    page.mouse.move(0, 0)
    point_at_may(page)
    live(page)


def test_a_chart_is_saved_as_a_picture_with_its_words_in_the_pages_colours(server, new_page):
    page = opened(new_page(), server + PATHS["bonds"])
    page.locator(".chart-picture").nth(3).hover()
    with page.expect_download() as saved:
        page.locator(".chart-save").nth(3).click()
    name = saved.value.suggested_filename
    assert name == "支付一月比一月少：1月 2.93，5月 2.56 亿元-2022-05-31-v1.png"
    with Image.open(saved.value.path()) as picture:
        assert picture.width == 2 * 960
        # 28 around; title 32, 24 below it, 236 of the chart with 16, 21 each of 口径 and stamp
        assert picture.height == 2 * (28 + 32 + 24 + 236 + 16 + 21 + 21 + 28)
        ground = page.evaluate(
            """getComputedStyle(document.querySelector('.st-key-card-payments')).backgroundColor"""
        )
        assert f"rgb{picture.convert('RGB').getpixel((4, 4))}" == ground
        words = picture.convert("L").crop((56, 56, 1200, 2 * 84))  # of the title
        darkest, lightest = words.getextrema()
        assert lightest - darkest > 150


def test_the_button_waits_until_one_asks_the_chart(server, new_page):
    page = opened(new_page(), server + PATHS["bonds"])
    button = page.locator(".chart-save").first
    expect(button).to_have_css("opacity", "0")
    button.focus()
    expect(button).to_have_css("opacity", "1")
