"""A PostgreSQL and an S3 for the tests here, and new stores on them."""

import itertools
from collections.abc import Callable, Iterator

import pytest

from cockpit import settings
from cockpit.places import Shared
from tests import services

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def running() -> Iterator[tuple[services.Postgres, services.S3]]:
    with services.running() as both:
        yield both


@pytest.fixture
def new_settings(running) -> Callable[[], dict[str, str]]:
    """The settings of another store of its own, at each call."""
    return lambda: services.settings(*running, f"store{next(_numbers)}")


@pytest.fixture
def new_shared(new_settings, monkeypatch) -> Callable[[], Shared]:
    """Another shared store, that of the settings from then on."""

    def made() -> Shared:
        for name, value in new_settings().items():
            monkeypatch.setenv(name, value)
        found = settings.load().shared
        assert found is not None
        return found

    return made
