"""The links of sites on 分包与专班 and their sheet: who sees them, what is made of them there."""

import re
from datetime import datetime
from urllib.parse import quote

import pytest

from cockpit import shared_links
from cockpit.errors import WritingClosed
from cockpit.report_keys import ReportKeys
from cockpit.screens.pages import PAGES
from cockpit.settings import SHANGHAI
from cockpit.web import teams as widgets
from cockpit.web import writing
from cockpit.web.server import first
from cockpit.web.server import writing as right
from tests.pages.reading import Client, plain, served, text_of

DAY, LEADER, ONE = "2022-05-31", "市领导 06", "SL-2021-0066"
HERE = {"host": "127.0.0.1:8501", "origin": "http://127.0.0.1:8501"}
SHEET = f"/report-cards?as_of={DAY}&opened={quote(LEADER)}"


@pytest.fixture
def keys(own) -> ReportKeys:
    return ReportKeys(own.folder)


@pytest.fixture
def by_request(monkeypatch):
    """A browser asks: a still has no request, nor has a test of a page."""
    monkeypatch.setattr(writing, "is_known", lambda: True)


@pytest.fixture
def code(own, run, open_to_all, by_request) -> str:
    """The first project of the leader."""
    return re.search(r'data-say="create" data-of="([^"]+)"', text_of(page(run)))[1]


def page(run, pressed=None, test=None):
    test = test or run("teams", as_of=DAY, opened=LEADER)
    if pressed:
        test.session_state[widgets.PRESSED] = pressed
        test.run()
    assert not test.exception
    return test


def test_who_may_write_makes_shows_renews_and_ends_a_link(own, run, keys, code):
    test = page(run, ("create", code))
    first_key = keys.key_of(code)
    assert f'href="/report/{first_key}"' in text_of(test)  # and its picture beside it
    assert "<svg" in text_of(test)
    page(run, ("renew", code), test)
    assert "现在的链接马上停用" in plain(text_of(test))
    assert keys.key_of(code) == first_key  # asked first
    page(run, ("renew-now", code), test)
    assert keys.key_of(code) not in {"", first_key}
    assert first_key not in text_of(test)
    page(run, ("revoke-now", code), test)
    assert keys.key_of(code) == ""
    assert "<svg" not in text_of(test)
    assert own.newest() == 1  # keys are no data


def test_all_that_lack_one_get_one_at_once(run, keys, code):
    said = plain(text_of(page(run)))
    whole = int(re.search(r"给没有链接的 (\d+) 个发链接", said)[1])
    said = plain(text_of(page(run, ("create-all", ""))))
    assert f"{LEADER}：{whole} 个项目，{whole} 个有填报链接" in said
    assert f"打印二维码（{whole} 张）" in said
    assert len(keys.in_use()) == whole


@pytest.mark.parametrize("pressed", [("create", "SL-2022-0003-x"), ("renew-now", "x"), ("x", "")])
def test_what_is_not_offered_does_nothing(run, keys, code, pressed):
    page(run, pressed)
    assert not keys.in_use()


def test_who_may_not_write_sees_nothing_of_it(own, run, keys, by_request, monkeypatch):
    _, key = keys.create(ONE)
    monkeypatch.setattr(writing, "closed", lambda: WritingClosed("这台服务器没有打开写入"))
    text = text_of(page(run, ("create-all", "")))
    assert "填报链接" not in text
    assert key not in text
    assert len(keys.in_use()) == 1


def test_who_lost_the_right_between_seeing_and_pressing_makes_none(
    own, run, keys, by_request, monkeypatch
):
    def refuse():
        raise WritingClosed("这里的写入只对管理数据的人开放")

    monkeypatch.setattr(writing, "closed", lambda: None)
    monkeypatch.setattr(writing, "writer", refuse)
    assert "这里的写入只对管理数据的人开放" in plain(text_of(page(run, ("create-all", ""))))
    assert not keys.in_use()


def test_a_shared_view_has_none_of_it_even_where_writing_is_open(
    own, run, open_to_all, by_request, monkeypatch
):
    monkeypatch.setenv("COCKPIT_READERS", "signed-in")
    until = datetime(2099, 1, 1, tzinfo=SHANGHAI)
    monkeypatch.setattr(shared_links.SharedLinks, "require", lambda *_: until)
    text = text_of(run("teams", as_of=DAY, opened=LEADER, share="x"))
    assert "五个一里的四岗" in text  # the page itself is there
    assert "填报链接" not in text


def test_the_first_response_has_none_of_it(own, keys, open_to_all):
    keys.create(ONE)
    served()
    text = first.still_of(PAGES["teams"], f"as_of={DAY}", {}).text
    assert "五个一里的四岗" in text
    assert "填报链接" not in text


# the sheet


def opened(monkeypatch, *, may_write: bool) -> None:
    monkeypatch.setattr(right, "_bound_to", ["127.0.0.1"])
    monkeypatch.setenv("COCKPIT_WRITING", "on" if may_write else "off")


def test_the_sheet_has_a_card_for_each_link_of_the_leader(run, keys, code, monkeypatch):
    opened(monkeypatch, may_write=True)
    page(run, ("create-all", ""))
    elsewhere = "SL-2021-0002"
    keys.create(elsewhere)
    answer = Client(served()).get(SHEET, **HERE)
    assert answer.status_code == 200
    assert answer.text.count("<svg") == len(keys.in_use()) - 1
    assert keys.key_of(elsewhere) not in answer.text
    assert f"http://127.0.0.1:8501/report/{keys.key_of(code)}" in answer.text
    assert "填报人 示例人员" in answer.text
    assert "no-store" in answer.headers["cache-control"]
    one = Client(served()).get(f"{SHEET}&project={code}", **HERE)
    assert one.text.count("<svg") == 1


def test_without_links_and_of_another_leaders_project_it_is_a_sentence(own, keys, monkeypatch):
    opened(monkeypatch, may_write=True)
    client = Client(served())
    assert "没有可打印的填报链接" in client.get(SHEET, **HERE).text
    assert "没有这个项目" in client.get(f"{SHEET}&project=x", **HERE).text


def test_who_may_not_write_gets_no_sheet(own, keys, monkeypatch):
    opened(monkeypatch, may_write=False)
    _, key = keys.create(ONE)
    answer = Client(served()).get(SHEET, **HERE)
    assert answer.status_code == 403
    assert key not in answer.text
