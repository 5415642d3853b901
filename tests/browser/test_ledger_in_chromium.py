"""The ledger in Chromium: a click on a tile, bar, chip or row changes the other views."""

import io
from urllib.parse import parse_qs, urlsplit

import pyarrow.parquet as pq
import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
expect.set_options(timeout=20_000)  # two cores, and a second browser beside


def query(page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


@pytest.fixture
def ledger(server, page):
    page.goto(f"{server}/ledger")
    expect(page.locator(".tm a")).to_have_count(14)
    page.evaluate("window.still = true")
    return page


def rows(page, count: int) -> None:
    """The strip of totals says how many projects are in view."""
    expect(page.get_by_test_id("sums").locator("a").first).to_have_text(str(count))


def tile(page, town: str):
    return page.locator(f".tm a[data-key='{town}']")


def bar(page, name: str):
    return page.locator(f".dbs a[data-key='{name}']")


def test_a_tile_narrows_table_and_bars_and_back_undoes_it(ledger):
    domains = bar(ledger, "重大基础设施").locator("b")
    expect(domains).to_have_text("54")
    tile(ledger, "豫龙镇").click()
    rows(ledger, 60)
    expect(domains).not_to_have_text("54")
    expect(tile(ledger, "豫龙镇")).to_have_attribute("aria-current", "true")
    expect(tile(ledger, "广武镇").locator("b")).to_have_text("31.4%")  # not narrowed by itself
    assert query(ledger)["town"] == ["豫龙镇"]
    tile(ledger, "广武镇").click()
    rows(ledger, 81)
    ledger.go_back()
    rows(ledger, 60)
    ledger.go_back()
    rows(ledger, 340)
    expect(tile(ledger, "豫龙镇")).not_to_have_attribute("aria-current", "true")
    assert "town" not in query(ledger)
    assert ledger.evaluate("window.still")  # all without a reload


def test_bars_narrow_by_domain_and_class(ledger):
    bar(ledger, "生态环保").click()
    rows(ledger, 36)
    bar(ledger, "专项债").click()
    expect(ledger.locator("h1.finding")).to_contain_text("生态环保 · 专项债")
    assert (query(ledger)["domain"], query(ledger)["class"]) == (["生态环保"], ["专项债"])
    ledger.locator(".pill[data-key='领域 生态环保']").click()
    rows(ledger, 43)
    ledger.locator(".chosen .clr").click()
    rows(ledger, 340)
    assert query(ledger) == {"as_of": ["2022-05-31"]}


def test_the_keyboard_reaches_tiles_and_keeps_its_place(ledger):
    tile(ledger, "汜水镇").focus()
    ledger.keyboard.press("Tab")
    assert ledger.evaluate("document.activeElement.dataset.key") == "王村镇"
    ledger.keyboard.press("Enter")
    rows(ledger, 26)
    expect(tile(ledger, "王村镇")).to_be_focused()


def test_a_row_narrows_map_and_bars_and_leads_to_its_project(ledger):
    ledger.locator(".grid tbody td").nth(3).click()  # anywhere in the first row but on its name
    expect(ledger.locator(".picked b")).to_have_text("示例·快速通道东段")
    expect(tile(ledger, "乔楼镇").locator("em").first).to_have_text("1 个")
    expect(bar(ledger, "重大基础设施").locator("b")).to_have_text("1")
    rows(ledger, 340)
    assert query(ledger)["pick"] == ["SL-2022-0001"]
    href = ledger.locator(".picked .go").get_attribute("href")
    assert parse_qs(urlsplit(href).query)["project"] == ["SL-2022-0001"]
    ledger.go_back()
    expect(ledger.locator(".picked")).to_have_count(0)
    expect(bar(ledger, "重大基础设施").locator("b")).to_have_text("54")
    ledger.go_forward()
    expect(ledger.locator(".picked b")).to_have_text("示例·快速通道东段")
    ledger.locator(".picked .go").click()
    ledger.wait_for_url("**/project?**")
    expect(ledger.get_by_test_id("stMain")).to_contain_text("示例·快速通道东段")


def test_the_link_opens_the_same_view_in_a_clean_browser(server, new_page, ledger):
    tile(ledger, "豫龙镇").click()
    rows(ledger, 60)
    ledger.locator("[class*='st-key-show']").get_by_role("radio", name="亮灯").click()
    expect(ledger.locator(".pill")).to_have_count(2)
    seen = ledger.locator("h1.finding").inner_text()
    other = new_page(keep="another")
    other.goto(ledger.url)
    expect(other.locator("h1.finding")).to_have_text(seen)
    expect(other.locator(".pill")).to_have_count(2)


def test_parquet_holds_what_is_seen(server, page):
    page.goto(f"{server}/ledger?town=豫龙镇&lamp=红&cols=name&cols=lamp&cols=months_wan")
    rows(page, 3)
    page.get_by_role("button", name="下载").click()
    with page.expect_download() as file:
        page.get_by_role("link", name="Parquet 数据").click()
    held = pq.read_table(io.BytesIO(file.value.path().read_bytes()))
    assert held.column_names[:3] == ["灯", "项目", "1 月完成（亿元）"]
    assert held["灯"].to_pylist() == ["▼ 红灯"] * 3


def first_pick(ledger):
    return ledger.locator(".grid tbody a.pick").first


@pytest.mark.parametrize("key", ["Enter", " "])
def test_a_row_is_picked_by_keyboard_and_keeps_its_place(ledger, key):
    first_pick(ledger).focus()
    ledger.keyboard.press("ArrowDown")
    ledger.keyboard.press("ArrowDown")
    at = ledger.evaluate("document.activeElement.dataset.key")
    assert at == ledger.locator(".grid tbody a.pick").nth(2).get_attribute("data-key")
    ledger.keyboard.press(key)
    expect(ledger.locator(".picked b")).to_be_visible()
    assert query(ledger)["pick"] == [at]
    row = ledger.locator(f".grid a.pick[data-key='{at}']")
    expect(row).to_have_attribute("aria-current", "true")
    expect(row).to_be_focused()
    ledger.keyboard.press(key)  # again: no longer
    expect(ledger.locator(".picked")).to_have_count(0)
    assert "pick" not in query(ledger)


def test_tab_passes_a_table_in_two_steps(ledger):
    first_pick(ledger).focus()
    ledger.keyboard.press("Tab")
    assert ledger.evaluate("document.activeElement.closest('th').scope") == "row"
    ledger.keyboard.press("Tab")
    assert ledger.evaluate("document.activeElement.closest('.grid')") is None


def test_a_name_opens_its_project(ledger):
    name = ledger.locator(".grid tbody th a").first
    said = name.inner_text()
    name.click()
    ledger.wait_for_url("**/project?**")
    expect(ledger.get_by_test_id("stMain")).to_contain_text(said)
    assert ledger.evaluate("window.still")


def test_a_click_on_a_header_sorts_up_and_down(ledger):
    head = ledger.locator(".grid thead th", has_text="超序时")
    cell = ledger.locator(".grid tbody tr").first.locator("td.n").first
    head.locator("button").click()
    assert cell.inner_text() == "−41.7"
    head.locator("button").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    highest = ledger.evaluate(
        """Math.max(...[...document.querySelectorAll('.grid tbody tr')]
          .map(row => Number(row.querySelector('td.n').textContent.replace('−', '-')) || 0))"""
    )
    assert float(cell.inner_text()) == highest
