"""The picture of a link's preview, and its tag in the document."""

import re
import subprocess
from html import unescape
from urllib.parse import quote, urlencode

import pytest

from cockpit.screens.pages import PAGES
from cockpit.web.server import chromium, preview
from cockpit.web.view import view_of
from tests.pages.reading import Client, plain, served

PICTURE = b"\x89PNG drawn"


@pytest.fixture
def client(filled):
    return Client(served())


@pytest.fixture
def camera(monkeypatch):
    """A Chromium that is quick: what it was shown, one text a picture."""
    shown: list[str] = []

    def png(document: str, width: int, height: int) -> bytes:
        shown.append(document)
        return PICTURE

    monkeypatch.setattr(chromium, "path", lambda: "/usr/bin/chromium")
    monkeypatch.setattr(chromium, "png", png)
    return shown


def tag(client, path):
    text = client.get(path, accept_encoding="identity").text
    return re.findall(r'property="og:image" content="([^"]*)"', text)


def test_document_names_the_picture_of_its_own_look(client, camera, monkeypatch):
    monkeypatch.setenv("COCKPIT_ADDRESS", "https://12834.example/")
    assert tag(client, "/wall?as_of=2022-05-30&class=专项债") == [
        "https://12834.example/wall.png?as_of=2022-05-30&amp;class=%E4%B8%93%E9%A1%B9%E5%80%BA"
    ]


def test_without_chromium_there_is_no_tag_and_no_picture(client, monkeypatch):
    monkeypatch.setattr(chromium, "path", lambda: "")
    assert tag(client, "/wall?as_of=2022-05-29") == []
    answer = client.get("/wall.png")
    assert (answer.status_code, answer.text) == (404, "这台服务器上没有 Chromium，不画预览图")


def test_picture_is_drawn_once_from_a_document_that_asks_for_nothing(client, camera):
    for _ in range(2):
        # a look that no other test draws: a picture is kept with its mart
        answer = client.get("/wall.png?as_of=2022-05-31&theme=light")
        assert (answer.status_code, answer.content) == (200, PICTURE)
    assert answer.headers["content-type"] == "image/png"
    (document,) = camera
    assert "171.0" in document
    assert "<script" not in document
    assert "/app/static" not in document


@pytest.mark.parametrize("path", PAGES)
def test_a_page_names_the_picture_of_its_own_address(client, camera, patient, path):
    page = PAGES[path]
    query = urlencode(page.example_query | {"as_of": "2022-05-27"}, quote_via=quote)
    assert [unescape(one) for one in tag(client, f"/{path}?{query}")] == [
        f"/{page.name}.png?{query}"
    ]


def test_the_picture_of_a_page_is_what_it_says(client, camera, patient):
    answer = client.get("/targets.png?as_of=2022-05-27")
    assert (answer.status_code, answer.content) == (200, PICTURE)
    (document,) = camera
    assert PAGES["targets"].headline(view_of({"as_of": ["2022-05-27"]})).lead in plain(document)
    assert "<script" not in document
    assert "/app/static" not in document
    client.get("/targets.png?as_of=2022-05-27")
    assert len(camera) == 1


@pytest.mark.parametrize("name", ["wall", "targets", "cockpit"])
def test_a_bad_link_is_said(client, camera, name):
    assert client.get(f"/{name}.png?as_of=1月").status_code == 400
    assert camera == []


def test_a_camera_that_fails_shows_no_trace(client, camera, monkeypatch):
    def broken(*_):
        raise subprocess.TimeoutExpired("chromium", 30)

    monkeypatch.setattr(chromium, "png", broken)
    answer = client.get("/wall.png?as_of=2022-05-28")
    assert (answer.status_code, answer.text) == (503, "预览图没有画成，稍后再试")


def test_a_long_queue_is_sent_away(client, camera, monkeypatch):
    monkeypatch.setattr(preview, "WAITING", 0)
    assert client.get("/wall.png").status_code == 503


def test_the_machines_chromium_draws():
    picture = chromium.png("<!doctype html><body style='background:#0b1a33'>", 120, 67)
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20]) == 120  # the width in the PNG's head
