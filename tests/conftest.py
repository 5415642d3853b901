"""Fixtures of all tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection
from xdist.scheduler import LoadGroupScheduling

from cockpit.intake import demonstration
from cockpit.warehouse.lake import Lake
from tests import lent


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
