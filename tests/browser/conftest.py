"""Chromium against a real server: a filled lake, a free port of the loopback, and what it heard."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response, sync_playwright

from cockpit.warehouse.lake import Lake
from tests.serving import ARGUMENTS, chromium_path, ended, serving, until

# Streamlit asks below a deep link's own path first, and then at the root
PROBES = ("/_stcore/health", "/_stcore/host-config")
HOME = ("http", "https", "ws", "wss")
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


class Heard:
    """What a context's pages asked for and complained of."""

    def __init__(self, context: BrowserContext) -> None:
        self.requests: list[str] = []
        self.complaints: list[str] = []
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("console", self._console)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))

    def _console(self, message) -> None:
        url = message.location.get("url", "")
        # a page that outlives its server hears that it is ending, and that it is gone
        is_said = "net::ERR_" in message.text or " 503 " in message.text
        is_gone = is_said and url.startswith(tuple(ended))
        if message.type == "error" and not url.endswith(PROBES) and not is_gone:
            self.complaints.append(f"{message.text} {url}")

    def judge(self) -> None:
        """No page may have left the machine or complained."""
        home = (*(f"{scheme}://127.0.0.1" for scheme in HOME), "data:", "blob:")
        foreign = [url for url in self.requests if not url.startswith(home)]
        complaints = [*self.complaints]
        self.requests.clear()
        self.complaints.clear()
        assert not foreign
        assert not complaints


def _to_its_end(
    page: Page, opens: Callable[..., Response | None]
) -> Callable[..., Response | None]:
    """Open a page and wait until its still has given way; not with ``stands=False``."""

    def opened(*address: str, stands: bool = True, **options) -> Response | None:
        answer = opens(*address, **options)
        if stands:
            until(page, "() => !document.getElementById('first')")
        return answer

    return opened


class Profile:
    """A context: of one test, or kept for many, one after another.

    A kept one saves half of the time of a page: it holds the files of Streamlit's front end, and
    in one process what was compiled of them. What pages may have remembered it forgets.
    """

    def __init__(self, browser: Browser, **options) -> None:
        self._context = browser.new_context(locale="zh-CN", **options)
        self._context.set_default_timeout(30_000)
        self._heard = Heard(self._context)
        self._home: Page | None = None

    def keep(self, address: str) -> None:
        """Hold the process alive by a page of its own."""
        self._home = self._context.new_page()
        self._home.goto(address)

    def new_page(self) -> Page:
        """A page that knows nothing of pages that were closed; ``page.heard``: what it did."""
        if self._home and self._context.pages == [self._home]:
            self._context.clear_cookies()
            self._home.evaluate("localStorage.clear()")
        page = self._context.new_page()
        page.heard = self._heard  # type: ignore[attr-defined]
        for name in ("goto", "reload"):
            setattr(page, name, _to_its_end(page, getattr(page, name)))
        return page

    def end(self) -> None:
        """The end of a test: close its pages, and judge what was heard."""
        if self._home:
            for page in self._context.pages:
                if page != self._home:
                    page.close()
        else:
            self._context.close()
        self._heard.judge()


@pytest.fixture(scope="session")
def kept(browser, server) -> Callable[..., Profile]:
    """The kept profile of this name and these options."""
    made: dict[str, Profile] = {}

    def profile(name: str, **options) -> Profile:
        key = f"{name} {options}"
        if key not in made:
            made[key] = Profile(browser, **options)
            made[key].keep(f"{server}/healthz")
        return made[key]

    return profile


@pytest.fixture
def new_page(browser, request) -> Iterator[Callable[..., Page]]:
    """A page: ``new_page(width=390, height=844, color_scheme="dark")``.

    In a context of its own; with ``keep`` in the kept one of that name, which is much cheaper for
    a page of Streamlit: no test may change it (a clock, a network that is off). Two names share
    nothing. At the end no page may have left the machine or complained on its console.
    """
    used: list[Profile] = []

    def make(
        width: int = 1920,
        height: int = 1080,
        *,
        keep: str = "",
        color_scheme: Literal["light", "dark"] = "light",
        **options,
    ) -> Page:
        if keep:
            profile = request.getfixturevalue("kept")(keep, **options)
        else:
            profile = Profile(browser, **options)
        if profile not in used:
            used.append(profile)
        page = profile.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=color_scheme)
        return page

    yield make
    for profile in used:
        profile.end()


@pytest.fixture
def page(new_page) -> Page:
    """A page at 1920×1080, in the context kept for all tests."""
    return new_page(keep="all")
