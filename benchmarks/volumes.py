"""What 400, 4,000 and 50,000 projects cost: the mart's build and memory, and each page.

A size runs in a process of its own, whose memory is its own. A page is drawn twice at 2022-05-31:
as it is first opened, and after a click on a township; no answer is kept for either.
Questions are timed where they are asked.
"""

import gc
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from streamlit.testing.v1 import AppTest

from benchmarks.synthetic import Synthetic
from cockpit import settings
from cockpit.screens.pages import PAGES, PageEntry
from cockpit.warehouse.store import Store
from cockpit.web.server import store
from queries import _run, _standing
from tests.serving import ROOT

SIZES = (400, 4_000, 50_000)
DAY = "2022-05-31"
CLICKED = {"town": "豫龙镇"}


def resident() -> float:
    """The process's memory, in megabytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024


class Clock:
    """Adds up the time of the questions asked while a page is drawn, and of filling standings."""

    def __init__(self) -> None:
        self.asked: dict[str, float] = {}
        _run.fill = self._timed(_run.fill, lambda *_: "standings")  # type: ignore[attr-defined]
        for module in [m for name, m in sys.modules.items() if name.startswith("queries.")]:
            if getattr(module, "run", None) is _run.run and module is not _run:
                module.run = self._timed(_run.run, lambda _mart, name, *_: name)  # type: ignore[attr-defined]

    def _timed(
        self, call: Callable[..., object], name: Callable[..., str]
    ) -> Callable[..., object]:
        def timed(*args: object, **more: object) -> object:
            start, filled = perf_counter(), self.asked.get("standings", 0)
            try:
                return call(*args, **more)
            finally:
                key = name(*args)
                inside = (
                    self.asked.get("standings", 0) - filled
                )  # a question waits for its standings
                taken = 1000 * (perf_counter() - start) - inside
                self.asked[key] = self.asked.get(key, 0) + taken

        return timed

    def start(self) -> float:
        self.asked.clear()
        return perf_counter()

    def said(self, since: float) -> str:
        """Milliseconds of the page and of its questions, and the slowest of these."""
        whole = 1000 * (perf_counter() - since)
        filled = self.asked.get("standings", 0)
        questions = {k: v for k, v in self.asked.items() if k != "standings"}
        slow = sorted(questions.items(), key=lambda item: -item[1])[:2]
        words = "  ".join(f"{name} {taken:.0f}" for name, taken in slow)
        return f"{whole:8.0f} {sum(questions.values()):8.0f} {filled:8.0f}   {words}"


def one(projects: int) -> None:
    """Build a ledger of this size, draw every page on it, print."""
    before = resident()
    lake = Synthetic(projects)
    held = Store(lake, polled=True)  # type: ignore[arg-type]
    store._stores[settings.load().lake] = held
    start = perf_counter()
    mart = held.marts.refresh()
    built = perf_counter() - start - lake.seconds
    gc.collect()
    rows = mart.connection.execute("select count(*) from progress_report").fetchall()[0][0]
    print(f"{projects:,} projects, {rows:,} reports")
    print(f"  made in {lake.seconds:.1f} s; mart built in {built:.2f} s")
    print(f"  memory {resident():,.0f} MB, {before:,.0f} before the ledger")
    start = perf_counter()
    _standing.fill(mart.connection, {settings.load().today()})
    print(f"  a day's standings in {1000 * (perf_counter() - start):.0f} ms")
    print("  page, ms                    whole  questions  standings   slowest questions")
    for entry in PAGES.values():
        page(entry, clock=None)  # what is imported and read once is no part of it
    clock = Clock()
    for entry in PAGES.values():
        mart.kept.made.clear()
        page(entry, clock)
    print(f"  memory {resident():,.0f} MB after all pages", flush=True)


def page(entry: PageEntry, clock: Clock | None) -> None:
    """Draw a page as it is opened, and after a click; with a clock say what each took."""
    app = AppTest.from_file(str(ROOT / "cockpit/web/navigation.py"), default_timeout=300)
    app.query_params["as_of"] = DAY if clock else "2022-01-31"
    more = dict(entry.example_query)
    if "project" in more:
        more["project"] = "SL-2022-000007"  # the synthetic ledger has codes of its own
    for turn, query in (("opened", more), ("clicked", more | CLICKED)):
        for key, value in query.items():
            app.query_params[key] = value
        since = clock.start() if clock else 0.0
        app.switch_page(str(entry.file)).run()
        assert not app.exception, app.exception
        assert not any("没有画成" in element.proto.body for element in app.get("html")), entry.name
        if clock:
            print(f"    {entry.name:14} {turn:8} {clock.said(since)}", flush=True)


def run() -> None:
    """Each size in a process of its own."""
    for projects in SIZES:
        subprocess.run([sys.executable, "-m", "benchmarks.volumes", str(projects)], check=True)


if __name__ == "__main__":
    for given in sys.argv[1:] or map(str, SIZES):
        one(int(given))
