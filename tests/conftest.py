"""Fixtures of all tests."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection
from xdist.scheduler import LoadGroupScheduling

from cockpit import settings
from cockpit.intake import demonstration
from cockpit.places import Shared
from cockpit.warehouse import moving
from cockpit.warehouse.lake import Lake
from tests import lent, services

_numbers = itertools.count(1)


class ByFile(LoadGroupScheduling):
    """A worker gets whole groups or else whole files: what a file shares is made once."""

    def _split_scope(self, nodeid: str) -> str:
        group: str = super()._split_scope(nodeid)
        return nodeid.partition("::")[0] if group == nodeid else group


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log) -> ByFile | None:
    """In the order of the files, so that the browsers' groups, the longest, are begun first."""
    if config.getvalue("dist") != "loadgroup":
        return None
    config.option.loadscopereorder = False
    return ByFile(config, log)


@pytest.fixture(autouse=True)
def _taken_back() -> Iterator[None]:
    yield
    lent.take_back()


@pytest.fixture
def mart() -> DuckDBPyConnection:
    """A mart's database with what the city's things are called and no other row."""
    return lent.empty_mart()


@pytest.fixture(scope="session")
def demonstrated(tmp_path_factory) -> Path:
    """The folder of a store filled as a first start does: to be read, or copied (filling: 4 s)."""
    store = Lake(tmp_path_factory.mktemp("demonstrated") / "lake")
    demonstration.fill(store, "测试", sample=True, tell=lambda _: None)
    store.close()
    return store.folder


@pytest.fixture(scope="session")
def running() -> Iterator[tuple[services.Postgres, services.S3]]:
    """A PostgreSQL and an S3 of this machine."""
    with services.running() as both:
        yield both


@pytest.fixture
def new_shared(running, monkeypatch) -> Callable[[], Shared]:
    """Another store on them at each call, that of the settings from then on."""

    def made() -> Shared:
        its = services.settings(*running, f"store{next(_numbers)}")
        for name, value in its.items():
            monkeypatch.setenv(name, value)
        found = settings.load().shared
        assert found is not None
        return found

    return made


@pytest.fixture(params=["folder", pytest.param("shared", marks=pytest.mark.slow)])
def opened(request) -> Callable[[Path], Lake]:
    """Opens the store of a folder, and in the long form also as many machines share it."""
    if request.param == "folder":
        return Lake
    made = request.getfixturevalue("new_shared")

    def moved(folder: Path) -> Lake:
        shared = made()
        moving.move(folder, shared)
        return Lake(shared)

    return moved
