"""Shared links in the closed mode: a key in the address opens that one view, and nothing else."""

import json
import logging
import re
from datetime import datetime, timedelta
from importlib import import_module
from urllib.parse import parse_qs, urlsplit

import pytest
import streamlit as st

from cockpit.settings import SHANGHAI
from cockpit.shared_links import links
from cockpit.web.server import chromium, preview, sharing
from tests.pages.reading import Client, plain_of, served, text_of

MAY = "as_of=2022-05-31"
ONE_VIEW = "只对应分享时的那一个画面"


@pytest.fixture
def closed(filled, monkeypatch):
    monkeypatch.setenv("COCKPIT_READERS", "signed-in")


@pytest.fixture
def client(closed, monkeypatch):
    monkeypatch.setattr(preview, "picture", lambda _: b"\x89PNG drawn")
    monkeypatch.setattr(chromium, "path", lambda: "/usr/bin/chromium")
    return Client(served())


@pytest.fixture
def signed_in(monkeypatch):
    claims = {"is_logged_in": True, "email": "li@example.cn", "name": "李"}
    monkeypatch.setattr(type(st.user), "to_dict", lambda _: claims)


def copied(test, label: str) -> str:
    """The address that a button of the page copies; empty where there is none."""
    said = (json.loads(e.proto.json or "{}") for e in test.get("bidi_component"))
    return next((data["path"] for data in said if label in data.get("label", "")), "")


def key_of(address: str) -> str:
    return parse_qs(urlsplit(address).query)[sharing.SHARE][0]


@pytest.mark.parametrize("path", ["/wall", "/wall/1", "/wall.png"])
def test_a_document_opens_by_the_key_of_its_address(client, path):
    assert client.get(f"{path}?{MAY}").status_code == 401
    answer = client.get(sharing.shared(f"{path}?{MAY}"))
    assert answer.status_code == 200
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers


def test_what_a_chat_adds_and_the_order_change_no_view(client):
    address = sharing.shared(f"/wall?{MAY}&town=豫龙镇")
    key = key_of(address)
    for other in (
        f"/wall?share={key}&town=%E8%B1%AB%E9%BE%99%E9%95%87&{MAY}",
        f"{address}&from=groupmessage&isappinstalled=0",
    ):
        assert client.get(other).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/wall",
        "/wall?as_of=2022-05-30",
        f"/wall?{MAY}&version=1",
        f"/wall?{MAY}&town=豫龙镇",
        f"/wall/2?{MAY}",
        f"/?{MAY}",
        f"/ledger?{MAY}",
        f"/ledger?{MAY}&page=2",
    ],
)
def test_another_view_is_refused_by_the_key_of_this_one(client, path):
    mark = "&" if "?" in path else "?"
    for view in (f"/wall/1?{MAY}", f"/ledger?{MAY}&indicator=completion"):
        answer = client.get(f"{path}{mark}share={key_of(sharing.shared(view))}")
        assert (answer.status_code, ONE_VIEW in answer.text) == (401, True)
        assert "171.0" not in answer.text


@pytest.mark.parametrize("path", ["/events", f"/download/ledger.csv?{MAY}", "/media/x"])
def test_it_opens_no_stream_and_no_file(client, path):
    assert client.get(sharing.shared(path), whole=False).status_code == 401


def test_an_expired_link_says_when(client, filled):
    past = datetime(2026, 1, 2, 3, 4, tzinfo=SHANGHAI)
    for path in ("/wall", "/ledger"):
        key = links(filled.folder).key(f"{path}?{MAY}", past)
        answer = client.get(f"{path}?{MAY}&share={key}")
        assert (answer.status_code, "2026-01-02 03:04 过期" in answer.text) == (401, True)
        assert "171.0" not in answer.text


def test_it_lasts_a_week(client, filled):
    key = key_of(sharing.shared(f"/wall?{MAY}"))
    until = sharing.require(key, "/wall", {"as_of": ["2022-05-31"]})
    assert timedelta(0) <= until - datetime.now(SHANGHAI) - sharing.LASTS <= timedelta(hours=1)


def test_a_chat_is_told_the_headline_and_the_picture(client, patient, monkeypatch):
    monkeypatch.setenv("COCKPIT_ADDRESS", "https://12834.example")
    look = f"/wall?{MAY}&basis=day"  # that no other test draws: a document is kept
    wall = client.get(sharing.shared(look), accept_encoding="identity").text
    picture = wall.partition('property="og:image" content="')[2].partition('"')[0]
    assert picture.startswith("https://12834.example/wall.png?")
    path = picture.removeprefix("https://12834.example").replace("&amp;", "&")
    assert client.get(path).content == b"\x89PNG drawn"
    page = client.get(sharing.shared(f"/ledger?{MAY}")).text
    assert "2022-05-31" in page.partition("og:title")[2].partition(">")[0]
    picture = page.partition('property="og:image" content="')[2].partition('"')[0]
    path = picture.removeprefix("https://12834.example").replace("&amp;", "&")
    assert path.startswith("/ledger.png?")
    monkeypatch.setattr(preview, "page_picture", lambda *_: b"\x89PNG drawn")
    assert client.get(path).content == b"\x89PNG drawn"
    assert client.get(path.replace("05-31", "05-30")).status_code == 401


def test_a_shared_page_is_drawn_without_ways_to_other_views(closed, run, monkeypatch):
    key = key_of(sharing.shared(f"/ledger?{MAY}"))
    test = run("ledger", as_of="2022-05-31", share=key)
    text = plain_of(test)
    assert "340 个项目" in text
    assert "分享的画面" in text
    assert not re.search("/download/|/events", text_of(test))
    assert not test.get("page_link")
    assert not [e for e in test.get("text_input") if e.key == "find"]
    assert not copied(test, "复制")
    cockpit = run("", as_of="2022-05-31", share=key_of(sharing.shared(f"/?{MAY}")))
    assert "171.0" in text_of(cockpit)
    assert not re.search("/download/", text_of(cockpit))
    listening = [json.loads(e.proto.json or "{}") for e in cockpit.get("bidi_component")]
    assert not [data for data in listening if "trouble" in data]


def test_a_changed_view_on_a_shared_page_is_refused_and_back_comes_back(closed, run):
    key = key_of(sharing.shared(f"/ledger?{MAY}"))
    test = run("ledger", as_of="2022-05-31", share=key)
    test.query_params["class"] = "专项债"
    test.run()
    assert ONE_VIEW in text_of(test)
    assert "个项目" not in text_of(test)
    del test.query_params["class"]
    assert "340 个项目" in plain_of(test.run())


def test_a_widget_of_a_shared_page_keeps_the_key_and_is_refused(closed, run):
    key = key_of(sharing.shared(f"/ledger?{MAY}"))
    test = run("ledger", as_of="2022-05-31", share=key)
    (search,) = [e for e in test.get("text_input") if (e.key or "").startswith("q ")]
    search.set_value("豫龙镇").run()
    assert test.query_params["share"] == key
    assert ONE_VIEW in text_of(test)


@pytest.mark.parametrize("key", ["", "x", "9999999999-abc"])
def test_a_page_with_a_wrong_key_shows_nothing(closed, run, key):
    text = text_of(run("ledger", as_of="2022-05-31", share=key))
    assert (ONE_VIEW if key else "只对登录的人开放") in text
    assert "个项目" not in text


def test_who_is_signed_in_copies_a_link_that_opens_this_view(closed, client, run, signed_in):
    test = run("ledger", as_of="2022-05-31", q="豫龙镇")
    address = copied(test, "复制分享链接（7 天有效）")
    assert "q=" in address
    assert client.get(address).status_code == 200
    assert sharing.SHARE not in copied(test, "登录后打开")
    wall = copied(run("", as_of="2022-05-31"), "复制大屏的分享链接")
    assert client.get(wall).status_code == 200


def test_who_came_by_a_shared_link_makes_no_key_to_another_view(
    closed, run, signed_in, monkeypatch
):
    monkeypatch.setenv(
        "COCKPIT_VIEWERS", "somebody@else.example"
    )  # who is signed in is none of them
    key = urlsplit(sharing.shared("/?as_of=2022-05-31")).query.rpartition("share=")[2]
    test = run("", as_of="2022-05-31", share=key)
    assert "171.0" in text_of(test)
    assert not copied(test, "分享链接")


def test_where_everyone_reads_no_key_is_offered_and_a_page_takes_none_amiss(filled, run, signed_in):
    test = run("", as_of="2022-05-31", share="old")
    assert not copied(test, "分享链接")
    assert sharing.SHARE not in copied(test, "复制链接")
    assert "171.0" in text_of(test)


def test_who_may_not_keep_a_secret_is_offered_no_key(closed, run, signed_in, monkeypatch):
    monkeypatch.setattr(sharing, "shared", lambda _: "")
    assert not copied(run("ledger", as_of="2022-05-31"), "分享链接")


def test_the_sidebar_says_who_is_signed_in_with_a_way_out(closed, run, signed_in, monkeypatch):
    test = run("ledger", as_of="2022-05-31")
    assert '<div class="person" title="li@example.cn">李</div>' in text_of(test)
    assert "退出登录" in [button.label for button in test.sidebar.button]


def test_where_everyone_reads_the_sidebar_offers_a_sign_in_to_who_may_write(
    filled, run, monkeypatch
):
    def offered() -> bool:
        return "登录" in [button.label for button in run("indicators").sidebar.button]

    monkeypatch.setattr(import_module("cockpit.web.sidebar"), "can_sign_in", lambda: True)
    monkeypatch.setenv("COCKPIT_STEWARDS", "li@example.cn")
    assert not offered()
    monkeypatch.setenv("COCKPIT_WRITING", "on")
    assert offered()


def test_no_log_holds_a_shared_key(client, caplog, monkeypatch):
    def broken(_):
        raise ZeroDivisionError

    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(preview, "picture", broken)
    address = sharing.shared(f"/wall.png?{MAY}")
    assert client.get(address).status_code == 503
    assert "ZeroDivisionError" in caplog.text
    assert key_of(address) not in caplog.text
