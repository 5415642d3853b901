"""每日一传 in Chromium: filled in with and without a network, sent once, corrected."""

import io
import re
import shutil
from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page

from cockpit.report_keys import ReportKeys
from cockpit.warehouse.inbox import Inbox
from cockpit.warehouse.lake import Lake
from tests.conftest_gate import phoned, rows
from tests.serving import serving, until

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("report")]
PROJECT, TODAY = "SL-2022-0062", "2022-06-01"
SETTINGS = {"COCKPIT_WRITING": "on", "COCKPIT_TODAY": TODAY, "COCKPIT_COLLECT_SECONDS": "0.5"}


@pytest.fixture
def site(demonstrated, tmp_path) -> Iterator[tuple[str, Lake]]:
    """The link of a project's form, and its lake."""
    shutil.copytree(demonstrated, tmp_path / "lake")
    _, key = ReportKeys(tmp_path / "lake").create(PROJECT)
    with serving(tmp_path / "lake", **SETTINGS) as address:
        yield f"{address}/report/{key}", Lake(tmp_path / "lake")


@pytest.fixture
def phone(browser) -> Iterator[BrowserContext]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    yield context
    context.close()


def opened(phone: BrowserContext, link: str) -> tuple[Page, list[str]]:
    """The form, and what it complained of."""
    page, wrong = phone.new_page(), []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if "Security" in said.text else None)
    page.goto(link)
    return page, wrong


def filled(page: Page, completed="7400") -> None:
    page.fill("#workers", "46")
    page.locator(".chips").get_by_text("主体施工").click()
    page.fill("[name=text]", "二层顶板钢筋绑扎完成")
    page.fill("#completed", completed)


def view(page: Page, name: str) -> None:
    until(page, "name => document.body.dataset.view === name", name)


def said(page: Page) -> str:
    return page.locator("main").inner_text()


def photo() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = "MARK of a place"
    exif.get_ifd(0x8825)[2] = (34.0, 47.0, 0.0)
    stream = io.BytesIO()
    Image.effect_noise((4000, 3000), 60).convert("RGB").save(stream, "JPEG", exif=exif)
    return stream.getvalue()


def picked(page: Page, name: str, content: bytes) -> None:
    page.set_input_files(
        "[data-pick] >> nth=1", {"name": name, "mimeType": "image/jpeg", "buffer": content}
    )


def test_a_report_is_sent_received_taken_and_corrected(site, phone):
    link, lake = site
    page, wrong = opened(phone, link)
    height = page.evaluate("document.documentElement.scrollHeight")
    assert height <= 844  # on one screen
    filled(page)
    page.locator(".six").get_by_text("开工", exact=True).click()
    page.fill("[name=problem]", "道路被占")
    picked(page, "a.jpg", photo())
    page.wait_for_selector(".shot img")
    sent = []
    page.on("request", lambda asked: sent.append(asked) if asked.method == "POST" else None)
    page.click("button[type=submit]")
    view(page, "sent")
    assert len(sent[0].post_data) < 3_000_000  # 4,000 x 3,000 pixels of noise made small
    assert b"MARK" not in sent[0].post_data_buffer
    until(page, "() => document.body.innerText.includes('已入账')")
    assert re.search(r"\d\d:\d\d 已收到", said(page))
    (problem,) = (row for row in rows(lake, "problem", lake.newest()) if row["text"] == "道路被占")
    assert problem["project_id"] == PROJECT
    page.get_by_role("button", name="改今天的").click()
    page.fill("#completed", "7390")
    page.click("button[type=submit]")
    until(page, "() => document.body.innerText.includes('7,390 万元')")
    until(page, "() => document.body.innerText.includes('已入账')")
    assert "前面还传过 1 次" in said(page)
    newest = lake.newest()
    assert len(phoned(lake)) == 2
    assert len([r for r in rows(lake, "problem", newest) if r["text"] == "道路被占"]) == 1
    assert wrong == []


def test_without_a_network_it_opens_again_is_kept_and_is_sent_when_there_is_one(site, phone):
    link, lake = site
    page, wrong = opened(phone, link)
    until(
        page,
        "async () => (await caches.keys()).length && Boolean(navigator.serviceWorker.controller)",
    )
    until(page, "async () => Boolean(await (await caches.open('report-1')).match(location.href))")
    phone.set_offline(True)
    page.close()
    page, wrong = opened(phone, link)  # the form opens all the same
    filled(page)
    page.click("button[type=submit]")
    view(page, "kept")
    assert "已存在手机" in said(page)
    assert "办公室现在看不见" in said(page)
    page.close()  # and the phone is put away
    page, wrong = opened(phone, link)
    view(page, "kept")
    assert Inbox(lake.folder).all() == []
    phone.set_offline(False)
    view(page, "sent")
    assert "7,400 万元" in said(page)
    (there,) = Inbox(lake.folder).all()
    assert there.project_id == PROJECT
    page.reload()
    page.wait_for_timeout(500)
    assert len(Inbox(lake.folder).all()) == 1
    assert wrong == []


def test_an_answer_that_is_lost_on_the_way_is_sent_again_and_is_one_report(site, phone):
    link, lake = site
    page, _ = opened(phone, link)
    lost = []

    def lose(route):
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch())  # it arrived; nobody heard
            route.abort("connectionreset")
        else:
            route.fallback()

    page.route("**/report/*", lose)
    filled(page)
    page.click("button[type=submit]")
    view(page, "kept")
    page.get_by_role("button", name="再试一次").click()
    view(page, "sent")
    assert len(lost) == 1
    assert len(Inbox(lake.folder).all()) == 1


def test_a_fall_is_held_up_a_jump_is_asked_about_and_a_day_without_work_has_a_cause(site, phone):
    link, lake = site
    page, _ = opened(phone, link)
    filled(page, "6791")  # 7,381 the day before
    assert page.locator("button[type=submit]").is_disabled()
    assert "比上次少 590 万元" in said(page)
    page.fill("#completed", "9000")
    page.click("button[type=submit]")
    assert "点“没错，照传”" in said(page)
    page.get_by_role("button", name="没错，照传").click()
    assert page.locator("[data-guard=jump]").is_hidden()
    page.get_by_text("今日未施工", exact=True).click()
    page.click("button[type=submit]")
    assert "选为什么没施工" in said(page)
    page.get_by_text("天气", exact=True).click()
    page.click("button[type=submit]")
    view(page, "sent")
    (there,) = Inbox(lake.folder).all()
    assert (there.content["idle_reason"], there.content["completed"]) == ("天气", "")


def test_what_was_reported_too_high_goes_to_the_office_with_its_reason(site, phone):
    link, lake = site
    page, _ = opened(phone, link)
    filled(page, "6791")
    page.get_by_role("button", name="上次报多了，更正").click()
    page.fill("[name=why]", "把合同额当成完成额")
    page.click("button[type=submit]")
    view(page, "sent")
    until(page, "() => document.body.innerText.includes('已入账')")
    (report,) = phoned(lake)
    assert report["note"] == (
        "申请更正：前一次的累计完成多报了，到今天应为 6791 万元；把合同额当成完成额"
    )
    assert report["completed_wan"] is None


def test_a_file_that_is_no_picture_is_said_on_the_phone(site, phone):
    link, _ = site
    page, wrong = opened(phone, link)
    picked(page, "a.jpg", b"MZ program")
    until(page, "() => document.body.innerText.includes('“a.jpg”不是照片')")
    assert page.locator(".shot").count() == 0
    assert wrong == []


def test_a_clock_that_is_a_day_off_reports_for_the_servers_day(site, phone):
    link, lake = site
    phone.add_init_script("""
        const now = Date.now; Date.now = () => now() - 86400e3;
    """)
    page, _ = opened(phone, link)
    assert "6 月 1 日" in said(page)
    filled(page)
    page.click("button[type=submit]")
    view(page, "sent")
    assert [str(one.report_date) for one in Inbox(lake.folder).all()] == [TODAY]


def test_a_revoked_link_says_so_and_is_forgotten_by_the_phone(site, phone):
    link, lake = site
    page, _ = opened(phone, link)
    until(page, "async () => Boolean(await (await caches.open('report-1')).match(location.href))")
    ReportKeys(lake.folder).revoke(PROJECT)
    page.reload()
    assert "这个填报链接不能用了" in said(page)
    until(page, "async () => !(await (await caches.open('report-1')).match(location.href))")
