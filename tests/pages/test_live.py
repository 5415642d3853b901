"""The poller: it sees what another process commits, warms the wall, and nothing ends it."""

import asyncio
import shutil
import threading

import pytest

from cockpit.warehouse.lake import Lake
from cockpit.warehouse.store import Store
from cockpit.web.server.live import Live
from tests.pages.reading import run_async


@pytest.fixture
def own(lake, tmp_path) -> Store:
    """A copy of the filled lake, to be changed."""
    shutil.copytree(lake.folder, tmp_path / "lake")
    return Store(Lake(tmp_path / "lake"))


def note(store: Store) -> None:
    """Commit a new version, as another process would."""
    with Lake(store.lake.folder).change("别处", "一条说明") as connection:
        connection.execute(
            "insert into fact_note select 'fai.national', '说明' || count(*) from fact_note"
        )


def watch(store: Store, warm, during, after=lambda mart: None) -> Live:
    """Run a poller while ``during`` (a coroutine function) runs."""
    live = Live(store, warm, 0.02, after)

    async def run() -> None:
        await live.start()
        try:
            await asyncio.wait_for(during(live), 20)
        finally:
            await live.close()

    run_async(run())
    return live


def test_first_mart_is_warm_before_the_first_visit(own):
    warmed = []

    async def nothing(live):
        assert live.version.startswith("2.")

    watch(own, lambda mart: warmed.append(mart.version), nothing)
    assert warmed == [2]


def test_a_commit_of_another_process_is_seen_and_warmed(own):
    warmed = []

    async def commit(live):
        await asyncio.to_thread(note, own)
        while not live.version.startswith("3."):
            await asyncio.sleep(0.01)

    watch(own, lambda mart: warmed.append(mart.version), commit)
    assert warmed == [2, 3]
    assert own.marts.latest().version == 3


def test_a_fault_while_warming_does_not_end_it(own):
    async def commit(live):
        await asyncio.to_thread(note, own)
        while not live.version.startswith("3."):
            await asyncio.sleep(0.01)

    def broken(_):
        raise ZeroDivisionError

    watch(own, broken, commit)


def test_what_follows_a_version_holds_up_no_later_one(own):
    """A load comes while the slides of the one before are still being drawn."""
    goes_on, followed = threading.Event(), []

    def after(mart):
        followed.append(mart.version)
        if mart.version == 3:
            assert goes_on.wait(10)

    async def commit_twice(live):
        for version in (3, 4):
            await asyncio.to_thread(note, own)
            while not live.version.startswith(f"{version}."):
                await asyncio.sleep(0.01)
            while version == 3 and followed != [2, 3]:
                await asyncio.sleep(0.01)
        assert followed == [2, 3]
        goes_on.set()
        while followed != [2, 3, 4]:
            await asyncio.sleep(0.01)

    watch(own, lambda mart: None, commit_twice, after)


def test_without_a_lake_it_waits_and_makes_none(tmp_path):
    async def look_about(live):
        await asyncio.sleep(0.1)

    live = watch(Store(Lake(tmp_path / "lake")), pytest.fail, look_about)
    assert live.version == ""
    assert not (tmp_path / "lake").exists()


def test_closed_it_leaves_the_marts_to_who_asks(own):
    async def nothing(live):
        assert own.polled

    watch(own, lambda _: None, nothing)
    assert not own.polled
    note(own)
    assert own.current().version == 3
