"""Fixtures of all tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection

from cockpit.intake import demonstration
from cockpit.warehouse.lake import Lake
from tests import lent

CLASSES = ("重点项目", "三个一批", "补短板982", "专项债", "中央预算内")


@pytest.fixture(autouse=True)
def _taken_back() -> Iterator[None]:
    yield
    lent.take_back()


@pytest.fixture
def mart() -> DuckDBPyConnection:
    """A mart's database with the five classes and no other row."""
    connection = lent.empty_mart()
    connection.executemany(
        "insert into class values (?, ?, ?, ?)",
        [(name, position, name, name) for position, name in enumerate(CLASSES, start=1)],
    )
    return connection


@pytest.fixture(scope="session")
def demonstrated(tmp_path_factory) -> Path:
    """The folder of a store filled as a first start does: to be read, or copied (filling: 4 s)."""
    store = Lake(tmp_path_factory.mktemp("demonstrated") / "lake")
    demonstration.fill(store, "测试", sample=True, tell=lambda _: None)
    store.close()
    return store.folder
