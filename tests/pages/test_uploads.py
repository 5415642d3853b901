"""Who may bring files to the page of imports, and that they are gone with the session."""

import json
import re
from unittest.mock import MagicMock

import pytest
from streamlit import config
from streamlit.runtime import Runtime
from streamlit.runtime.app_session import AppSession, AppSessionState
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from streamlit.web.server import server_util
from streamlit.web.server.starlette import starlette_app_utils

from cockpit.settings import ROOT
from cockpit.web import imports
from cockpit.web.server import access, writing
from tests import previews
from tests.pages.reading import Client, served

HERE = {"host": "127.0.0.1:8501"}
ADDRESS = "/_stcore/upload_file/none/none"


@pytest.fixture
def client() -> Client:
    return Client(served())


@pytest.fixture
def bound(monkeypatch):
    def to(address: str) -> None:
        monkeypatch.setattr(writing, "_bound_to", [address])

    return to


def signed_in(email: str) -> str:
    text = json.dumps({"is_logged_in": True, "email": email})
    secret = server_util.get_cookie_secret()
    return starlette_app_utils.create_signed_value(secret, access.COOKIE, text).decode()


def asked(client: Client, **headers: str) -> str:
    """What comes of bringing a file: refused at the door, or by Streamlit behind it."""
    answer = client.get(ADDRESS, method="PUT", **(HERE | headers))
    behind = re.search("XSRF|session", answer.text)
    return "behind" if behind else str(answer.status_code)


def test_on_a_server_for_its_own_machine_files_may_be_brought_to_be_looked_at(
    filled, client, bound
):
    bound("127.0.0.1")
    assert asked(client) == "behind"


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("0.0.0.0", {}),
        ("", {}),
        ("127.0.0.1", {"host": "evil.example"}),
        ("127.0.0.1", {"x-forwarded-for": "127.0.0.1"}),
    ],
)
def test_elsewhere_nobody_brings_files_who_is_not_signed_in(
    filled, client, bound, address, headers
):
    bound(address)
    assert asked(client, **headers) == "403"


def test_stewards_bring_files_and_readers_do_not(filled, client, bound, monkeypatch):
    bound("0.0.0.0")
    monkeypatch.setenv("COCKPIT_READERS", "signed-in")
    monkeypatch.setenv("COCKPIT_STEWARDS", "li@example.cn")
    assert asked(client) == "401"
    client.cookies[access.COOKIE] = signed_in("wang@example.cn")
    assert asked(client) == "403"
    client.cookies[access.COOKIE] = signed_in("li@example.cn")
    assert asked(client) == "behind"
    monkeypatch.setenv("COCKPIT_READERS", "everyone")
    assert asked(client) == "behind"


def test_a_page_of_another_site_brings_nothing(filled, client, bound):
    bound("127.0.0.1")
    assert asked(client, origin="https://evil.example") == "403"


def test_a_file_is_bounded_and_asks_for_the_token(monkeypatch):
    text = (ROOT / ".streamlit" / "config.toml").read_text("utf-8")
    assert "maxUploadSize = 50" in text
    assert "enableXsrfProtection" not in text  # on unless somebody turns it off
    assert config.get_option("server.enableXsrfProtection") is True


def test_what_a_session_brought_is_forgotten_when_it_is_gone(monkeypatch):
    there = [True, False, True, False, False]  # a line that is lost once, and then for good

    class Held:
        def is_active_session(self, _session: str) -> bool:
            return there.pop(0)

    monkeypatch.setattr(imports, "EVERY", 0)
    monkeypatch.setattr(Runtime, "instance", Held)
    work = previews.work(previews.faulty(), of=previews.effect())
    imports.forget_when_gone("one", work)
    assert there == []
    assert (work.files, work.preview, work.effect) == ([], None, None)


def test_what_a_session_brought_is_forgotten_when_the_server_goes_down_meanwhile(monkeypatch):
    """It is there when the thread looks, and gone when it has slept."""
    asked = []

    def instance():
        asked.append("instance")
        raise RuntimeError("Runtime hasn't been created!")

    monkeypatch.setattr(imports, "EVERY", 0)
    monkeypatch.setattr(Runtime, "exists", lambda: True)
    monkeypatch.setattr(Runtime, "instance", instance)
    work = previews.work(previews.faulty(), of=previews.effect())
    imports.forget_when_gone("one", work)
    assert asked == ["instance"] * 2
    assert (work.files, work.preview, work.effect) == ([], None, None)


def test_streamlit_drops_a_sessions_files_when_it_shuts_it_down():
    manager = MemoryUploadedFileManager("/upload")
    manager.add_file("one", UploadedFileRec("f", "a.xlsx", "x", b"rows"))
    session = MagicMock(id="one")
    session._uploaded_file_mgr, session._state = manager, AppSessionState.APP_NOT_RUNNING
    AppSession.shutdown(session)
    assert manager.get_files("one", ["f"]) == []
