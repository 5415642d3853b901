"""Who may write: the setting, and a steward or a server for its own machine."""

from itertools import product
from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit import config

from cockpit import roles, settings
from cockpit.errors import WritingClosed
from cockpit.web import page
from cockpit.web import writing as from_a_page
from cockpit.web.server import writing
from cockpit.web.server.writing import Writer, require_writer

LI = {"is_logged_in": True, "email": "li@example.cn"}
HERE = "127.0.0.1:8501"


@pytest.fixture
def bound(monkeypatch):
    """Start on an address, as ``streamlit run`` does, or by another server."""
    monkeypatch.setattr(writing, "_bound_to", [])

    def start(address: str | None, mode: str | None = "starlette-app") -> None:
        monkeypatch.setattr(config, "_server_mode", mode)
        monkeypatch.setattr(config, "get_option", {"server.address": address}.__getitem__)
        writing.note_binding()

    return start


@pytest.fixture
def on(monkeypatch):
    monkeypatch.setenv("COCKPIT_WRITING", "on")
    monkeypatch.setenv("COCKPIT_AUTHOR", "办公室")


def person(**claims):
    return roles.person_of({**LI, **claims}, settings.load())


def refusal(who=None, host=HERE) -> str:
    with pytest.raises(WritingClosed) as closed:
        require_writer(who, {"host": host})
    assert closed.value.status == 403
    return str(closed.value)


@pytest.mark.parametrize(
    ("writing_is", "steward", "loopback", "host", "readers", "address"),
    list(
        product(
            ("on", "off"),
            (True, False),
            ("127.0.0.1", "0.0.0.0"),
            (HERE, "12834.example"),
            ("everyone", "signed-in"),
            ("", "https://12834.example"),
        )
    ),
)
def test_every_combination(
    bound, monkeypatch, writing_is, steward, loopback, host, readers, address
):
    monkeypatch.setenv("COCKPIT_WRITING", writing_is)
    monkeypatch.setenv("COCKPIT_STEWARDS", "li@example.cn" if steward else "")
    monkeypatch.setenv("COCKPIT_READERS", readers)
    monkeypatch.setenv("COCKPIT_ADDRESS", address)
    bound(loopback)
    alone = (loopback, host, readers, address) == ("127.0.0.1", HERE, "everyone", "")
    if writing_is == "on" and (steward or alone):
        assert require_writer(person(), {"host": host}) == Writer("li@example.cn")
        return
    said = refusal(person(), host)
    assert ("COCKPIT_WRITING=on" in said) is (writing_is == "off")
    assert ("COCKPIT_STEWARDS 写明" in said) is not steward
    assert ("服务只监听本机" in said) is (loopback != "127.0.0.1")
    assert ("从本机的地址打开" in said) is (host != HERE)
    assert ("COCKPIT_READERS=everyone" in said) is (readers != "everyone")
    assert ("COCKPIT_ADDRESS 留空" in said) is bool(address)


def test_on_a_machine_for_itself_who_is_not_signed_in_writes_as_the_author(on, bound):
    bound("127.0.0.1")
    assert require_writer(None, {"host": HERE}) == Writer("办公室")


@pytest.mark.parametrize(
    ("who", "says"),
    [
        ({}, "COCKPIT_STEWARDS 里有“li@example.cn”"),
        ({"email": "wang@example.cn", "email_verified": False}, "COCKPIT_STEWARDS 里有"),
        (None, "管理数据的人登录"),
    ],
)
def test_who_is_no_steward_is_told_so(on, bound, monkeypatch, who, says):
    monkeypatch.setenv("COCKPIT_STEWARDS", "wang@example.cn")
    monkeypatch.setenv("COCKPIT_ANALYSTS", "li@example.cn")
    bound("0.0.0.0")
    assert says in refusal(None if who is None else person(**who))


@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_what_is_bound_to_the_loopback_writes(on, bound, address):
    bound(address)
    assert require_writer(None, {"host": HERE})


@pytest.mark.parametrize("address", ["0.0.0.0", "::", None, "", "10.1.2.3", "unix:///run/x.sock"])
def test_what_is_bound_to_more_does_not(on, bound, address):
    bound(address)
    assert "服务只监听本机" in refusal()


@pytest.mark.parametrize("mode", [None, "asgi-server", "asgi-mounted", "starlette-managed"])
def test_what_another_server_binds_is_not_in_streamlits_settings(on, bound, mode):
    bound("127.0.0.1", mode)
    assert "服务只监听本机" in refusal()


def test_a_server_that_was_not_started_is_bound_to_nothing(on, monkeypatch):
    monkeypatch.setattr(writing, "_bound_to", [])
    assert "服务只监听本机" in refusal()


def test_a_setting_that_changes_later_binds_nothing_anew(on, bound, monkeypatch):
    bound("0.0.0.0")
    monkeypatch.setattr(config, "get_option", {"server.address": "127.0.0.1"}.__getitem__)
    assert "服务只监听本机" in refusal()


@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost", "localhost:8501", "[::1]:8501"])
def test_names_of_this_machine(on, bound, host):
    bound("127.0.0.1")
    assert require_writer(None, {"host": host})


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8501", "127.0.0.1.evil.example", ""]
)
def test_a_name_that_was_led_to_this_machine_is_not_its_own(on, bound, host):
    bound("127.0.0.1")
    assert "从本机的地址打开" in refusal(host=host)


@pytest.mark.parametrize("name", writing.BY_PROXY)
def test_behind_a_proxy_nobody_is_alone_whatever_it_says_of_itself(on, bound, name):
    """Not every proxy hands on the Host, and not every office says its address."""
    bound("127.0.0.1")
    with pytest.raises(WritingClosed, match="不经过代理打开"):
        require_writer(None, {"host": HERE, name: "127.0.0.1"})


@pytest.fixture
def opened_at(monkeypatch):
    """A page's session, opened by a request for a host."""

    def open_at(host: str) -> None:
        monkeypatch.setattr(page, "visitor", lambda: page.ANYONE)
        monkeypatch.setattr(st, "context", SimpleNamespace(headers={"Host": host}))

    return open_at


def test_a_page_writes_by_the_request_that_opened_it(on, bound, opened_at):
    bound("127.0.0.1")
    opened_at(HERE)
    assert from_a_page.closed() is None
    assert from_a_page.writer() == Writer("办公室")
    opened_at("evil.example")
    assert "从本机的地址打开" in str(from_a_page.closed())
    with pytest.raises(WritingClosed, match="只对管理数据的人开放"):
        from_a_page.writer()


def test_only_who_tries_to_write_is_noted_as_refused(bound, opened_at, caplog):
    caplog.set_level("INFO")
    opened_at(HERE)
    assert "COCKPIT_WRITING=on" in str(from_a_page.closed())
    assert not caplog.records
    with pytest.raises(WritingClosed):
        from_a_page.writer()
    assert len(caplog.records) == 1
