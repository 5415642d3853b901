"""Chromium against a real server: a filled lake, a free port of the loopback, and what it heard."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from cockpit.warehouse.lake import Lake
from tests.serving import ARGUMENTS, chromium_path, serving

# Streamlit asks below a deep link's own path first, and then at the root
PROBES = ("/_stcore/health", "/_stcore/host-config")
Serve = Callable[..., AbstractContextManager[str]]


@pytest.fixture(scope="session")
def lake(demonstrated) -> Lake:
    """The demonstration."""
    return Lake(demonstrated)


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
        started = playwright.chromium.launch(
            executable_path=chromium_path(), args=[*ARGUMENTS, "--process-per-site"]
        )
        yield started
        started.close()


class Profile:
    """A context that many tests use one after another, and what its pages asked for and said.

    It keeps what Streamlit's front end costs: its files, and in one process what was compiled of
    them (half of the time of a page in a new context). What a page may remember it forgets.
    """

    def __init__(self, browser: Browser, home: str, **options) -> None:
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self._context = browser.new_context(locale="zh-CN", **options)
        self._context.set_default_timeout(30_000)
        self._context.on("request", lambda request: self.requests.append(request.url))
        self._context.on("console", self._console)
        self._context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self._home = self._context.new_page()  # as long as it is open the process lives
        self._home.goto(f"{home}/healthz")

    def new_page(self) -> Page:
        """A page that knows nothing of pages that were closed."""
        if self._context.pages == [self._home]:
            self._context.clear_cookies()
            self._home.evaluate("localStorage.clear()")
        return self._context.new_page()

    def close(self) -> None:
        """Close the pages of a test. None may have left the machine or complained."""
        for page in self._context.pages:
            if page != self._home:
                page.close()
        foreign, complaints = self._foreign, [*self.complaints]
        self.requests.clear()
        self.complaints.clear()
        assert not foreign
        assert not complaints

    def _console(self, message) -> None:
        is_probe = message.location.get("url", "").endswith(PROBES)
        if message.type == "error" and not is_probe:
            self.complaints.append(message.text)

    @property
    def _foreign(self) -> list[str]:
        """Requests that left the machine."""
        home = ("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")
        return [url for url in self.requests if not url.startswith(home)]


@pytest.fixture(scope="session")
def profiles(browser, server) -> Callable[..., Profile]:
    """The profile with these options, made once."""
    made: dict[str, Profile] = {}

    def profile(name: str, **options) -> Profile:
        key = f"{name} {options}"
        if key not in made:
            made[key] = Profile(browser, server, **options)
        return made[key]

    return profile


@pytest.fixture
def new_page(profiles) -> Iterator[Callable[..., Page]]:
    """A page: ``new_page(width=390, height=844, color_scheme="dark")``.

    ``elsewhere``: in another browser, which shares nothing with the one that the test began in.
    At the end no page may have left the machine or complained on its console.
    """
    used: list[Profile] = []

    def make(
        width: int = 1920,
        height: int = 1080,
        color_scheme: Literal["light", "dark"] = "light",
        elsewhere: bool = False,
        **options,
    ) -> Page:
        profile = profiles("elsewhere" if elsewhere else "here", **options)
        if profile not in used:
            used.append(profile)
        page = profile.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=color_scheme)
        return page

    yield make
    for profile in used:
        profile.close()


@pytest.fixture
def page(new_page) -> Page:
    """A page at 1920×1080."""
    return new_page()
