"""Pages in Chromium behind nginx: below a base path, over https, and without websockets."""

import re
import shutil

import pytest
from playwright.sync_api import expect

from cockpit.warehouse.lake import Lake
from tests.browser.pages import MAY, opened
from tests.proxy import behind_nginx, nginx_path
from tests.serving import started

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("wall")]
expect.set_options(timeout=20_000)  # two cores, and a second browser beside
BASE = "/office/cockpit"


@pytest.fixture(scope="module")
def site(demonstrated, tmp_path_factory):
    """The address of a site below BASE, and the folder of its lake."""
    nginx_path()
    lake = tmp_path_factory.mktemp("behind") / "lake"
    shutil.copytree(demonstrated, lake)
    with (
        started(lake, COCKPIT_ADDRESS=f"https://city.example{BASE}") as server,
        behind_nginx(tmp_path_factory.mktemp("nginx"), [server.port], BASE) as proxy,
    ):
        yield proxy.address + BASE, lake


@pytest.fixture
def page(new_page):
    """A page that takes the site's self-signed certificate; all it asks for lies below BASE."""
    page = new_page(ignore_https_errors=True, permissions=["clipboard-read", "clipboard-write"])
    yield page
    asked = {url for url in page.heard.requests if url.startswith("https://127.0.0.1")}
    assert asked
    assert {url for url in asked if not re.match(rf"https://[^/]+{BASE}(/|$)", url)} == set()


def test_links_and_figures_of_pages_stay_below_the_base(site, page):
    address, _ = site
    opened(page, f"{address}/?{MAY}")
    page.evaluate("window.same = true")
    page.locator(".goal .fig a.f").click()
    page.wait_for_url(f"{address}/ledger?**indicator=**")
    page.get_by_test_id("stSidebar").get_by_role("link", name="指标口径").click()
    page.wait_for_url(f"{address}/indicators?**")
    page.get_by_test_id("stSidebar").get_by_role("link", name="项目台账").click()
    page.wait_for_url(f"{address}/ledger?**")
    page.locator(".grid tbody td.n").first.click()
    page.wait_for_url(f"{address}/ledger?**pick=**")
    page.locator(".grid tbody th a").first.click()
    page.wait_for_url(f"{address}/project?**")
    expect(page.get_by_test_id("stamp").first).to_be_visible()
    expect(page.locator(".st-key-card-curve")).to_be_visible()
    page.get_by_role("button", name="复制链接").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").startswith(f"{address}/project?")
    page.get_by_test_id("stSidebar").get_by_role("link", name="项目台账").click()
    page.wait_for_url(f"{address}/ledger?**")
    assert page.evaluate("window.same")  # nothing of it was a reload
    page.get_by_role("button", name="下载").click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="CSV").click()
    assert taken.value.path().stat().st_size > 1000
    wall = page.get_by_role("link", name="打开大屏").get_attribute("href")
    assert wall.startswith(f"{BASE}/wall")
    icon = page.locator("link[rel='shortcut icon'], link[rel='icon']").first.get_attribute("href")
    assert icon.endswith(f"{BASE}/app/static/icon.png")


def test_the_wall_walks_and_its_figures_lead_below_the_base(site, page):
    address, _ = site
    page.goto(f"{address}/wall?{MAY}")
    page.evaluate("window.same = true")
    page.keyboard.press("4")
    page.wait_for_url(f"{address}/wall/4?{MAY}")
    page.keyboard.press("ArrowRight")
    page.wait_for_url(f"{address}/wall/musts?{MAY}")
    page.go_back()
    page.wait_for_url(f"{address}/wall/4?{MAY}")
    page.keyboard.press("Escape")
    page.wait_for_url(f"{address}/wall?{MAY}")
    page.locator(".tile").first.click()
    page.wait_for_url(f"{address}/wall/1?{MAY}")
    assert page.evaluate("window.same")
    page.locator(".picture a.f").first.click()
    page.wait_for_url(re.compile(rf"{BASE}/(ledger|indicators|reconciliation)\?"))
    expect(page.get_by_test_id("stamp").first).to_be_visible()


def test_wall_and_page_hear_of_a_new_version_below_the_base(site, new_page):
    address, folder = site
    wall, cockpit = (new_page(ignore_https_errors=True) for _ in range(2))
    wall.goto(f"{address}/wall?{MAY}")
    opened(cockpit, f"{address}/?{MAY}")
    with Lake(folder).change("别处", "更正增速") as connection:
        connection.execute(
            "update regional_growth set growth_pct = 23.9 "
            "where region = '荥阳市' and period_end = '2022-04-30'"
        )
    for page in (wall, cockpit):
        expect(page.locator(".goal .fig a.f, .hero .fig a.f").first).to_have_text("23.9")


@pytest.mark.parametrize("readers", ["everyone", "signed-in"])
def test_a_proxy_that_lets_no_websocket_through_is_named(demonstrated, new_page, tmp_path, readers):
    """Beside what a page says in its first response, and where it may say nothing yet."""
    nginx_path()
    page = new_page(ignore_https_errors=True)
    said = page.get_by_text("代理要放行 WebSocket")
    settings = {"COCKPIT_ADDRESS": f"https://city.example{BASE}", "COCKPIT_READERS": readers}
    with (
        started(demonstrated, **settings) as server,
        behind_nginx(tmp_path, [server.port], BASE, upgrades=False) as proxy,
    ):
        address = f"{proxy.address}{BASE}/ledger?{MAY}"
        if readers == "everyone":  # a server that has just started may take too long for the first
            while 'id="first"' not in page.request.get(address).text():
                page.wait_for_timeout(200)
        page.goto(address, stands=False)
        expect(said).to_be_visible()
        assert "见 README 的“部署”" in said.inner_text()
        assert not re.search("(?i)connect|error|streamlit", page.locator("body").inner_text())
        assert page.locator(".no-line").count() == (readers == "signed-in")
    page.close()  # it goes on trying
    page.heard.complaints.clear()  # Streamlit's own, of the line


def test_where_the_websocket_comes_nothing_is_said(demonstrated, new_page):
    page = new_page()
    with started(demonstrated, COCKPIT_READERS="signed-in") as server:
        page.goto(f"{server.address}/freshness?{MAY}")
        expect(page.get_by_text("只对登录的人开放")).to_be_visible()
        expect(page.locator(".no-line")).to_have_count(0)
    # that it is refused the browser says too
    page.heard.complaints[:] = [c for c in page.heard.complaints if "status of 401" not in c]
