"""Chromium against a real server: a filled lake, a free port of the loopback, and what it heard."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from cockpit.intake import demonstration
from cockpit.warehouse.lake import Lake
from tests.serving import ARGUMENTS, chromium_path, serving

# Streamlit asks below a deep link's own path first, and then at the root
PROBES = ("/_stcore/health", "/_stcore/host-config")
Serve = Callable[..., AbstractContextManager[str]]


@pytest.fixture(scope="session")
def lake(tmp_path_factory) -> Lake:
    """The demonstration, filled as a first start does."""
    store = Lake(tmp_path_factory.mktemp("served") / "lake")
    demonstration.fill(store, "测试", sample=True, tell=lambda _: None)
    return store


@pytest.fixture(scope="session")
def serve(lake) -> Serve:
    """Start a server of the filled lake: ``with serve() as base_url``; or of another folder."""

    def started(folder: Path | None = None) -> AbstractContextManager[str]:
        return serving(folder or lake.folder)

    return started


@pytest.fixture(scope="session")
def server(serve) -> Iterator[str]:
    """The address of a running server, without a slash at its end."""
    with serve() as base_url:
        yield base_url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium. Without one a browser test fails: it is never skipped."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium_path(), args=list(ARGUMENTS))
        yield started
        started.close()


class Heard:
    """What a context's pages asked for and complained of."""

    def __init__(self, context: BrowserContext) -> None:
        self.requests: list[str] = []
        self.complaints: list[str] = []
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("console", self._console)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))

    def _console(self, message) -> None:
        is_probe = message.location.get("url", "").endswith(PROBES)
        if message.type == "error" and not is_probe:
            self.complaints.append(message.text)

    @property
    def foreign(self) -> list[str]:
        """Requests that left the machine."""
        home = ("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")
        return [url for url in self.requests if not url.startswith(home)]


@pytest.fixture
def new_page(browser) -> Iterator[Callable[..., Page]]:
    """A page in a context of its own: ``new_page(width=390, height=844, color_scheme="dark")``.

    ``page.heard`` says what it asked for. At the end no page may have left the machine or
    complained on its console.
    """
    opened: list[tuple[BrowserContext, Heard]] = []

    def make(width: int = 1920, height: int = 1080, **options) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN", **options
        )
        context.set_default_timeout(30_000)
        heard = Heard(context)
        opened.append((context, heard))
        page = context.new_page()
        page.heard = heard  # type: ignore[attr-defined]
        return page

    yield make
    for context, heard in opened:
        context.close()
        assert not heard.foreign
        assert not heard.complaints


@pytest.fixture
def page(new_page) -> Page:
    """A page at 1920×1080."""
    return new_page()
