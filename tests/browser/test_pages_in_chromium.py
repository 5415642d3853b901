"""The pages in Chromium: deep links, links that keep the view, clicks, downloads, no leak."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.serving import until

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
expect.set_options(timeout=20_000)  # two cores, and a second browser beside
KEY = "class=重点项目&level=省&level=市"


def opened(page: Page, address: str) -> Page:
    """The page at an address, once it has said what it shows."""
    page.goto(address)
    expect(page.get_by_test_id("stamp")).to_be_visible()
    return page


def choose(page: Page, label: str, *values: str) -> None:
    """Choose values of a filter on the bar."""
    page.locator(".st-key-row").get_by_role("button", name=label).click()
    for value in values:
        page.get_by_test_id("stPopoverBody").get_by_role("button", name=value, exact=True).click()
        until(page, "value => decodeURIComponent(location.search).includes(value)", arg=value)
    page.keyboard.press("Escape")


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (f"/ledger?indicator=completion&{KEY}", "= 49.1%，与所点数字一致"),
        ("/reconciliation?fact=key.ahead", "超序时进度7.6个百分点"),
        ("/?as_of=2022-04-30", "荥阳市扩大有效投资"),
    ],
    ids=["ledger", "reconciliation", "cockpit"],
)
def test_a_deep_link_opens_on_a_cold_server(serve, page, path, said):
    with serve() as base_url:
        opened(page, base_url + path)
        expect(page.get_by_text(said).first).to_be_visible()
        page.wait_for_load_state("networkidle")
        page.close()  # before its server ends


def test_a_link_opens_the_same_view_in_another_browser(server, new_page):
    first = opened(new_page(keep="all"), f"{server}/ledger")
    choose(first, "类别", "重点项目")
    choose(first, "级别", "省", "市")
    finding = first.locator("h1.finding")
    expect(finding).to_contain_text("67 个项目完成年计划 49.1%")
    second = opened(new_page(keep="another"), first.url)
    expect(second.locator("h1.finding")).to_have_text(finding.inner_text())
    assert second.get_by_test_id("sums").inner_text() == first.get_by_test_id("sums").inner_text()


def test_the_copied_link_writes_its_day_out(server, new_page):
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    opened(page, f"{server}/ledger?class=专项债&q=豫龙镇")
    page.get_by_role("button", name="复制链接").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert parse_qs(urlsplit(link).query) == {
        "as_of": ["2022-05-31"],
        "class": ["专项债"],
        "q": ["豫龙镇"],
    }


def test_the_look_stays_when_the_page_changes(server, page):
    opened(page, f"{server}/ledger?class=专项债&class=三个一批&basis=day")
    page.get_by_test_id("stSidebar").get_by_role("link", name="公布与对账").click()
    expect(page.locator("table.facts")).to_be_visible()
    kept = {"class": ["专项债", "三个一批"], "basis": ["day"]}
    assert query(page) == {"as_of": ["2022-05-31"], **kept}
    page.go_back()
    expect(page.locator("h1.finding")).to_contain_text("专项债、三个一批")


def test_back_undoes_a_filter(server, page):
    opened(page, f"{server}/ledger")
    choose(page, "类别", "专项债")
    expect(page.locator("h1.finding")).to_contain_text("专项债 43 个项目")
    page.go_back()
    expect(page.locator("h1.finding")).to_contain_text("340 个项目")
    assert "class" not in query(page)


def test_all_filters_are_cleared_at_once(server, page):
    opened(page, f"{server}/ledger?{KEY}&town=豫龙镇&as_of=2022-04-30")
    page.locator(".st-key-clear button").click()
    expect(page.locator("h1.finding")).not_to_contain_text("豫龙镇")
    expect(page.locator(".st-key-clear")).to_have_count(0)
    assert query(page) == {"as_of": ["2022-04-30"]}


def test_a_figure_of_the_wall_opens_its_rows_without_a_reload(server, page):
    opened(page, server)
    page.evaluate("window.still = true")
    page.locator(".wall a[data-indicator='completed']").first.click()
    expect(page.locator("h1.finding")).to_contain_text("完成投资 171.0 亿元")
    expect(page.get_by_text("与所点数字一致")).to_be_visible()
    assert urlsplit(page.url).path == "/ledger"
    assert page.evaluate("window.still")
    page.go_back()
    expect(page.get_by_text("荥阳市扩大有效投资")).to_be_visible()


def test_a_computed_twin_opens_its_rows(server, page):
    opened(page, f"{server}/reconciliation?fact=key.completion")
    page.get_by_role("link", name="看背后的明细").click()
    expect(page.get_by_text("下表 67 个项目合计 51.6 亿元 ÷ 105.0 亿元 = 49.1%")).to_be_visible()


def test_a_broken_link_is_said_with_a_way_back(server, page):
    page.goto(f"{server}/ledger?class=天字号")
    expect(page.get_by_role("alert")).to_contain_text("没有“天字号”这个类别")
    page.get_by_role("link", name="清除筛选").click()
    expect(page.locator("h1.finding")).to_contain_text("340 个项目")


@pytest.mark.parametrize("path", ["/", "/ledger", "/reconciliation"])
@pytest.mark.parametrize("size", [(1920, 1080), (390, 844)], ids=["desk", "phone"])
def test_no_page_is_wider_than_its_window_or_speaks_english(server, new_page, path, size):
    page = opened(new_page(*size, keep="all"), server + path)
    until(
        page,
        "() => { const m = document.querySelector('[data-testid=stMain]');"
        " return m.scrollWidth <= m.clientWidth; }",
    )
    # the bar is one row
    assert page.locator(".st-key-bar").bounding_box()["height"] <= 69
    words = page.evaluate(  # but for the names of file formats and of SQL
        """() => {
            const main = document.querySelector('[data-testid=stMain]').cloneNode(true);
            const not = 'style, script, [data-testid=stIconMaterial], canvas *';
            main.querySelectorAll(not).forEach(node => node.remove());
            return main.textContent.match(/[A-Za-z]{3,}/g) || [];
        }"""
    )
    assert not set(words) - {"CSV", "Excel", "SQL"}


def test_what_is_seen_is_what_is_downloaded(server, page):
    opened(page, f"{server}/ledger?indicator=bond_issued&year=2020&q=豫龙镇")
    page.get_by_role("button", name="下载").click()
    with page.expect_download() as csv:
        page.get_by_role("link", name="CSV 表格").click()
    lines = csv.value.path().read_text("utf-8-sig").splitlines()
    assert csv.value.suggested_filename == "发债资金-2022-05-31.csv"
    assert lines[0].startswith("项目,乡镇（街道）,发行年度,批次,发行日,发债资金（亿元）")
    assert len(lines) > 1
    assert all("豫龙镇" in line for line in lines[1:])
    with page.expect_download() as book:
        page.get_by_role("link", name="Excel 工作簿").click()
    assert book.value.path().stat().st_size > 5000


def test_typing_narrows_the_table_and_the_address(server, page):
    opened(page, f"{server}/ledger")
    page.get_by_placeholder("搜索名称").press_sequentially("光伏")
    expect(page.get_by_test_id("sums")).to_contain_text("所见合计")
    until(page, "decodeURIComponent(location.search).includes('q=光伏')")
