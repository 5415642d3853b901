"""Reading closed, in Chromium: the whole way of a sign-in, roles, and a shared link on a phone."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import opened
from tests.oidc import providing, secrets_toml
from tests.serving import free_port, started

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("sign-in")]

MAY = "as_of=2022-05-31"


@dataclass(frozen=True)
class Closed:
    """A server that asks for a sign-in: its address, and what its log holds."""

    address: str
    log: Path

    def events(self, *names: str) -> list[dict]:
        """What the log tells of these."""
        lines = [line for line in self.log.read_text("utf-8").splitlines() if line[:1] == "{"]
        return [said for said in map(json.loads, lines) if said.get("event") in names]


@pytest.fixture(scope="module")
def closed(lake, tmp_path_factory) -> Iterator[Closed]:
    port = free_port()
    file = tmp_path_factory.mktemp("secrets") / "secrets.toml"
    with providing() as provider:
        file.write_text(secrets_toml(provider, f"http://127.0.0.1:{port}"), "utf-8")
        with started(
            lake.folder,
            port=port,
            ready="_stcore/health",
            options=("--secrets.files", str(file)),
            COCKPIT_READERS="signed-in",
            COCKPIT_VIEWERS="group:办公室",
            COCKPIT_ANALYSTS="group:统计科",
            COCKPIT_LOG_FORMAT="json",
        ) as server:
            yield Closed(server.address, server.log)


@pytest.fixture
def page(new_page) -> Iterator[Page]:
    page = new_page()
    yield page
    # what is refused the browser says too
    refused = ("status of 401", "status of 403")
    page.heard.complaints[:] = [
        said for said in page.heard.complaints if not any(word in said for word in refused)
    ]


def sign_in(page: Page, address: str, who: str, path: str = "/") -> None:
    """Sign in at an address, which one comes back to."""
    page.goto(address + path)
    page.get_by_role("button", name="登录").click()
    page.get_by_role("link", name=who).click()
    page.wait_for_url(address + path)


def test_who_is_named_signs_in_sees_a_page_and_signs_out(closed, page):
    page.goto(f"{closed.address}/ledger?{MAY}")
    expect(page.get_by_text("登录之后才能查看投资调度驾驶舱")).to_be_visible()
    assert "个项目" not in page.content()
    sign_in(page, closed.address, "李", f"/ledger?{MAY}")
    opened(page, f"{closed.address}/ledger?{MAY}")
    expect(page.locator("h1.finding")).to_contain_text("340 个项目")
    sidebar = page.get_by_test_id("stSidebar")
    expect(sidebar.locator(".person")).to_have_text("李")
    page.get_by_role("button", name="复制链接").click()  # a viewer: shared, not taken along
    expect(page.get_by_role("button", name="复制分享链接（7 天有效）")).to_be_visible()
    expect(page.get_by_role("button", name="下载")).to_have_count(0)
    answer = page.request.get(f"{closed.address}/download/ledger.csv?{MAY}")
    assert (answer.status, "能看，不能下载" in answer.text()) == (403, True)
    page.keyboard.press("Escape")
    sidebar.get_by_role("button", name="退出登录").click()
    page.wait_for_url(f"{closed.address}/")
    expect(page.get_by_text("登录之后才能查看投资调度驾驶舱")).to_be_visible()
    assert page.request.get(f"{closed.address}/wall").status == 401
    who = [(said["event"], said["who"]) for said in closed.events("sign-in", "sign-out")]
    assert who == [("sign-in", "li@example.cn"), ("sign-out", "li@example.cn")]


def test_an_analyst_takes_tables_along(closed, page):
    sign_in(page, closed.address, "王")
    opened(page, f"{closed.address}/ledger?{MAY}")
    page.get_by_role("button", name="下载").click()
    with page.expect_download() as csv:
        page.get_by_role("link", name="CSV 表格").click()
    assert csv.value.path().stat().st_size > 1000


def test_a_stranger_is_refused_though_he_signs_in(closed, page):
    """His address is a viewer's, and nobody vouches for it; he is in no group."""
    sign_in(page, closed.address, "赵")
    page.goto(f"{closed.address}/ledger?{MAY}")
    expect(page.get_by_role("alert")).to_contain_text("“赵”没有查看的权限")
    assert "个项目" not in page.content()
    answer = page.request.get(f"{closed.address}/wall")
    assert (answer.status, "没有查看的权限" in answer.text()) == (403, True)


def test_a_phone_without_an_account_sees_the_shared_view_and_no_other(closed, page, new_page):
    sign_in(page, closed.address, "王")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, f"{closed.address}/ledger?{MAY}")
    page.get_by_role("button", name="复制链接").click()
    page.get_by_role("button", name="复制分享链接").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    phone = new_page(390, 844)
    opened(phone, link)
    expect(phone.locator("h1.finding")).to_contain_text("340 个项目")
    expect(phone.get_by_text("分享的画面")).to_be_visible()
    assert phone.evaluate("document.referrer") == ""
    phone.get_by_placeholder("搜索名称").fill("豫龙镇")
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("alert")).to_contain_text("它只对应分享时的那一个画面")
    phone.go_back()
    expect(phone.locator("h1.finding")).to_contain_text("340 个项目")
    asked = [url for url in phone.heard.requests if urlsplit(url).path in {"/events", "/healthz"}]
    assert not asked
    wall = link.replace("/ledger?", "/wall?")
    phone.goto(wall)
    expect(phone.get_by_text("它只对应分享时的那一个画面")).to_be_visible()
    phone.heard.complaints[:] = [c for c in phone.heard.complaints if "status of 401" not in c]
    share = link.partition("share=")[2]
    assert share
    assert share not in closed.log.read_text("utf-8")


def test_a_shared_wall_stands_still_without_complaint(closed, page, new_page):
    sign_in(page, closed.address, "李")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, f"{closed.address}/?{MAY}")
    page.get_by_role("button", name="复制大屏的分享链接").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    phone = new_page(390, 844)
    phone.goto(page.evaluate("navigator.clipboard.readText()"))
    expect(phone.locator("main.wall")).to_contain_text("171.0")
    phone.wait_for_timeout(6000)  # a lost line would be said after four seconds
    assert phone.locator("[data-lost]").is_hidden()
