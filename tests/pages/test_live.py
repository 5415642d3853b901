"""The poller: it sees what another process commits, warms the wall, and nothing ends it."""

import asyncio
import shutil

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
        connection.execute("insert into fact_note values ('fai.national', '新的说明')")


def watch(store: Store, warm, during) -> Live:
    """Run a poller while ``during`` (a coroutine function) runs."""
    live = Live(store, warm, 0.02)

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
