"""A filled lake and an empty one, and the pages run as the router runs them."""

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from cockpit.screens.pages import PAGES
from cockpit.screens.view import View
from cockpit.warehouse.lake import Lake
from cockpit.web import writing
from cockpit.web.server import shell
from cockpit.web.server.writing import Writer

ROOT = Path(__file__).parents[2]
Run = Callable[..., AppTest]


@pytest.fixture(scope="session", autouse=True)
def _scanned_once() -> Iterator[None]:
    """Streamlit looks for components in every installed package, at each run of a test: 0.2 s."""
    with pytest.MonkeyPatch.context() as patch:
        scan = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        yield


@pytest.fixture(scope="session")
def lake(demonstrated, tmp_path_factory) -> Lake:
    """The demonstration, and over it a version in which one project has its plan doubled."""
    folder = tmp_path_factory.mktemp("filled") / "lake"
    shutil.copytree(demonstrated, folder)
    store = Lake(folder)
    with store.change("测试", "加倍一个计划") as connection:
        connection.execute(
            "update project_year set annual_plan_wan = annual_plan_wan * 2"
            " where project_id = (select min(project_id) from project_year where year = 2022)"
            " and year = 2022"
        )
    return store


@pytest.fixture
def filled(lake, monkeypatch) -> Iterator[Lake]:
    """The settings name the filled lake, which all tests share: who writes copies it."""
    monkeypatch.setenv("COCKPIT_LAKE", str(lake.folder))
    version = lake.newest()
    yield lake
    assert lake.newest() == version, "the lake that all tests share was written to"


@pytest.fixture
def fresh(monkeypatch):
    """Nothing of a page is taken from another test's: for one that changes how pages are made."""
    monkeypatch.setattr(View, "key", property(lambda _: object()))


@pytest.fixture
def patient(monkeypatch):
    """On a busy machine what a page says takes longer than a reader should wait."""
    monkeypatch.setattr(shell, "WAIT", 60)


@pytest.fixture
def nowhere(tmp_path, monkeypatch) -> Path:
    """The settings name a folder where no lake was ever made."""
    monkeypatch.setenv("COCKPIT_LAKE", str(tmp_path / "lake"))
    return tmp_path / "lake"


@pytest.fixture
def own(demonstrated, tmp_path, monkeypatch) -> Lake:
    """A demonstration of its own, which may be written to."""
    shutil.copytree(demonstrated, tmp_path / "lake")
    monkeypatch.setenv("COCKPIT_LAKE", str(tmp_path / "lake"))
    return Lake(tmp_path / "lake")


@pytest.fixture
def open_to_all(monkeypatch) -> None:
    """Whoever looks at a page may write; the version has 李 as its author."""
    monkeypatch.setattr(writing, "closed", lambda: None)
    monkeypatch.setattr(writing, "writer", lambda: Writer("李"))


@pytest.fixture
def run() -> Run:
    """Run a page through the router: ``run("ledger", indicator="completion")``."""

    def run_page(path: str = "", **query: str | list[str]) -> AppTest:
        test = AppTest.from_file(str(ROOT / "cockpit/web/navigation.py"), default_timeout=60)
        for name, value in query.items():
            test.query_params[name.removesuffix("_")] = value
        if path:
            test.switch_page(str(PAGES[path].file))
        return test.run()

    return run_page
