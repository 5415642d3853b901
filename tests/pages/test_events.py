"""The event stream: what is told, to whom, and when it ends."""

import asyncio
import json
import shutil

import pytest
from starlette.requests import Request

from cockpit.errors import NotAllowed
from cockpit.keys import KeyRing
from cockpit.warehouse import store as stores
from cockpit.warehouse.lake import Lake
from cockpit.warehouse.store import Store
from cockpit.web.server import events, live
from cockpit.web.server.access import KEY_COOKIE
from cockpit.web.server.live import Live
from tests.pages.reading import run_async


@pytest.fixture
def source(lake, tmp_path) -> Live:
    """A poller over a copy of the filled lake."""
    shutil.copytree(lake.folder, tmp_path / "lake")
    return Live(Store(Lake(tmp_path / "lake")), lambda _: None, 0.02)


def request(cookie: str = "") -> Request:
    headers = [(b"cookie", cookie.encode())]
    return Request({"type": "http", "method": "GET", "path": "/events", "headers": headers})


def listen(source: Live, during, cookie: str = "") -> None:
    """Run the poller while ``during(next)`` reads; ``next()`` is the next event, or None."""

    async def run() -> None:
        await source.start()
        stream = events.stream(source, request(cookie))

        async def following() -> tuple[str, dict] | None:
            async for text in stream:
                if text.startswith("event:"):
                    event, data = text.strip().split("\n")
                    return event.removeprefix("event: "), json.loads(data.removeprefix("data: "))
            return None

        try:
            await asyncio.wait_for(during(following), 20)
        finally:
            await stream.aclose()
            await source.close()

    run_async(run())


def commit(source: Live) -> None:
    with Lake(source._store.lake.folder).change("别处", "一条说明") as connection:
        connection.execute("insert into fact_note values ('fai.national', '新的说明')")


def test_version_is_told_at_once_and_at_each_commit(source):
    async def during(following):
        event, said = await following()
        assert event == "state"
        assert said["version"] == source.version
        assert said["version"].startswith("2.")
        waiting = asyncio.create_task(following())
        await asyncio.to_thread(commit, source)
        event, said = await waiting
        assert (event, said["version"].split(".")[0]) == ("state", "3")

    listen(source, during)


def test_trouble_is_told_at_once_with_the_time_of_the_picture_and_its_end(source, monkeypatch):
    monkeypatch.setattr(stores, "WHOLE", 0.0)
    manifest = source._store.lake.folder / "manifest.json"
    whole = manifest.read_bytes()

    async def during(following):
        _, sound = await following()
        assert "trouble" not in sound
        manifest.write_bytes(b"{")
        _, said = await following()
        assert (said["version"], said["trouble"]) == (sound["version"], "数据存储不可用")
        assert sound["at"] - 5000 < said["good"] <= said["at"]
        manifest.write_bytes(whole)
        assert "trouble" not in (await following())[1]

    listen(source, during)


def test_line_is_kept_without_news(source, monkeypatch):
    monkeypatch.setattr(events, "TICK", 0.05)

    async def during(following):
        (_, first), (_, second) = await following(), await following()
        assert first["version"] == second["version"]
        assert second["at"] >= first["at"] + 40

    listen(source, during)


def test_right_is_asked_again_at_each_tick(source, monkeypatch):
    monkeypatch.setattr(events, "TICK", 0.02)

    def refuse(_):
        raise NotAllowed("登录之后才能查看", way_out="登录")

    async def during(following):
        await following()
        monkeypatch.setattr(events, "require_reader", refuse)
        assert await following() == ("refused", {})
        assert await following() is None

    listen(source, during)


def test_a_key_revoked_in_mid_stream_ends_it_within_one_tick(source, monkeypatch):
    assert events.TICK == 25  # seconds, as docs/architecture.md says
    monkeypatch.setattr(events, "TICK", 0.3)
    folder = source._store.lake.folder
    monkeypatch.setenv("COCKPIT_LAKE", str(folder))
    monkeypatch.setenv("COCKPIT_READERS", "signed-in")
    _, key = KeyRing(folder).create("一楼大厅")

    async def during(following):
        event, _ = await following()
        assert event == "state"
        KeyRing(folder).revoke("一楼大厅")  # as another process does
        assert await following() == ("refused", {})  # the very next, a tick later
        assert await following() is None

    listen(source, during, f"{KEY_COOKIE}={key}")


def test_stream_ends_with_the_server_and_is_counted(source):
    async def during(following):
        await following()
        assert source.streams == 1
        waiting = asyncio.create_task(following())
        await source.close()
        assert await waiting is None
        assert source.streams == 0

    listen(source, during)


def test_no_stream_without_a_poller_or_beyond_the_most(source, monkeypatch):
    async def asked() -> int:
        return (await events.events_route(request())).status_code

    monkeypatch.setattr(live, "_running", [])
    assert run_async(asked()) == 503
    monkeypatch.setattr(live, "_running", [source])
    assert run_async(asked()) == 200
    monkeypatch.setattr(events, "MOST", 0)
    assert run_async(asked()) == 503
