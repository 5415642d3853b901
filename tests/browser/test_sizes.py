"""Pages at the sizes they are read at: one unit from 2000 px on, nothing cut on laptop or phone."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from cockpit.screens.pages import PAGES
from tests.browser.pages import MAY, PATHS, opened

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
LAPTOPS = [(1366, 768), (1440, 900)]
# what is written, and where: only what can be seen
CUT = """wide => {
  const found = [], range = document.createRange();
  const walker = document.createTreeWalker(document.querySelector('.stApp'), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.textContent.trim() || !parent.checkVisibility() || parent.closest(
      'style, script, .sr, [data-testid=stSidebar], [data-testid=stSkipToContent]'
    )) continue;
    if (parent.closest('.grid, .scroll, pre')) continue;  // these are scrolled
    range.selectNodeContents(node);
    for (const box of range.getClientRects())
      if (box.width > 1 && (box.right > wide + 0.5 || box.left < -0.5))
        found.push(node.textContent);
  }
  for (const host of document.querySelectorAll('*')) if (host.shadowRoot) {
    const button = host.shadowRoot.querySelector('button');
    if (button && button.getBoundingClientRect().right > wide) found.push(button.textContent);
  }
  return found;
}"""
# words of a chart that a line of it runs through
CROSSED = """() => {
  const found = [];
  for (const chart of document.querySelectorAll('.chart-picture')) {
    const lines = [...chart.querySelectorAll('.chart-line')];
    const points = lines.flatMap(line => {
      const at = line.getScreenCTM(), size = line.getTotalLength(), all = [];
      for (let i = 0; i <= 200; i++) {
        const { x, y } = line.getPointAtLength(size * i / 200);
        all.push([at.a * x + at.e, at.d * y + at.f]);
      }
      return all;
    });
    for (const note of chart.querySelectorAll('.chart-note')) {
      const box = note.getBoundingClientRect(), edge = 0.2 * box.height;
      if (points.some(([x, y]) => x > box.left && x < box.right
          && y > box.top + edge && y < box.bottom - edge)) found.push(note.textContent);
    }
  }
  return found;
}"""


def measures(page) -> dict[str, float]:
    """Sizes that are read, in px of the screen."""
    return page.evaluate(
        """() => {
          const size = selector => document.querySelector(selector).getBoundingClientRect();
          const main = document.querySelector('[data-testid=stMainBlockContainer]');
          const card = size('.st-key-card-targets-curve');
          const chart = size('.chart-picture');
          return {
            finding: parseFloat(getComputedStyle(document.querySelector('h1.finding')).fontSize),
            bar: size('.st-key-bar button').height, side: size('[data-testid=stSidebar]').width,
            main: main.getBoundingClientRect().width,
            chart: chart.height, room: card.bottom - chart.bottom, over: chart.right - card.right,
            tick: size('.chart-tick').height,
          };
        }"""
    )


@pytest.mark.parametrize(("width", "height"), [(2560, 1440), (3840, 2160)])
def test_a_page_grows_with_its_frame_from_2000_px_on(server, new_page, width, height):
    page = opened(new_page(2000, 1125, keep="all"), server + PATHS["targets"])
    before = measures(page)
    page = opened(new_page(width, height, keep="all"), server + PATHS["targets"])
    after, scale = measures(page), width / 2000
    for name in ("finding", "bar", "side", "main", "chart", "tick"):
        assert after[name] == pytest.approx(scale * before[name], rel=0.03), name
    assert after["room"] > 0  # what stands below a chart stands below
    assert after["over"] < 0
    assert after["side"] + after["main"] > 0.95 * width


def test_a_chart_that_is_enlarged_answers_the_pointer(server, new_page):
    page = opened(new_page(3840, 2160, keep="all"), server + PATHS["targets"])
    box = page.locator(".st-key-targets-pace .chart-drawn > svg").bounding_box()
    month = box["width"] / 12.2  # the axis runs from 0.4 to 12.6
    page.mouse.move(box["x"] + 2.6 * month, box["y"] + 0.9 * box["height"])
    expect(page.locator(".hoverlayer .hovertext")).to_have_text("3 月 34.0 亿元")


@pytest.mark.parametrize(("width", "height"), [*LAPTOPS, (683, 384), (1920, 1080)])
def test_ledger_shows_what_matters_without_scrolling_sideways(server, new_page, width, height):
    page = opened(new_page(width, height, keep="all"), server + PATHS["ledger"])
    grid = page.locator(".grid").bounding_box()
    heads = page.locator(".grid thead th")
    for said in ("灯", "项目", "超序时", "完成率", "分包领导"):
        box = heads.filter(has_text=said).first.bounding_box()
        assert box["x"] >= grid["x"], said
        assert box["x"] + box["width"] <= grid["x"] + grid["width"] + 0.5, said


@pytest.mark.parametrize("width", [360, 390])
def test_a_row_of_the_ledger_shows_gap_and_rate_on_a_phone(server, new_page, width):
    page = opened(new_page(width, 780, keep="all"), server + PATHS["ledger"])
    grid = page.locator(".grid").bounding_box()
    row = page.locator(".grid tbody tr").nth(20)
    for at, cell in enumerate([row.locator("th"), *row.locator("td.n").all()[:2]]):
        box = cell.bounding_box()
        assert box["x"] + box["width"] <= grid["x"] + grid["width"] + 0.5, at
        assert cell.evaluate("cell => cell.scrollWidth <= cell.clientWidth")


@pytest.mark.parametrize("name", PATHS)
@pytest.mark.parametrize("width", [360, 683])
def test_nothing_is_cut_on_a_phone_or_at_twice_the_size(server, new_page, name, width):
    page = opened(new_page(width, 780, keep="all"), server + PATHS[name])
    page.wait_for_timeout(300)
    assert page.evaluate(CUT, width) == []


@pytest.mark.parametrize("width", [360, 683])
def test_the_gap_solver_names_what_a_project_is_stuck_on(server, new_page, width):
    page = opened(new_page(width, 780, keep="all"), server + PATHS["targets"])
    stuck = page.locator("table.closers td.c-blocker").first
    stuck.scroll_into_view_if_needed()
    box = stuck.bounding_box()
    assert stuck.inner_text()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize(
    "path",
    [
        PATHS["targets"],
        "/targets?as_of=2022-09-30",
        PATHS["project"],
        f"/project?{MAY}&project=SL-2022-0001",
        f"/project?{MAY}&project=SL-2022-0040",
    ],
)
def test_no_words_of_a_chart_are_crossed_by_its_lines(server, new_page, width, path):
    page = opened(new_page(width, 900, keep="all"), server + path)
    page.wait_for_timeout(300)
    assert page.evaluate(CROSSED) == []


def test_entries_of_the_sidebar_do_not_overlap(server, page):
    opened(page, server + PATHS["ledger"])
    boxes = [
        entry.bounding_box()
        for entry in page.get_by_test_id("stSidebar").get_by_test_id("stPageLink-NavLink").all()
    ]
    assert len(boxes) == sum(page.is_listed for page in PAGES.values())
    for above, below in pairwise(boxes):
        assert above["y"] + above["height"] <= below["y"] + 0.1
