"""What 400, 4,000 and 50,000 projects cost: loading, the disk, the mart, and each page.

Each size has a lake of its own on disk, filled by the one way to write (``Lake.change``), and is
measured in a process of its own, whose memory is its own. A day's reports of every project then go
through the gate, contracts and checks with them. A page, and each further view of it, is drawn at
2022-05-31 three times: as it is first opened on a mart that was asked nothing yet, with no
standings and no answers; after a click on a township, as new; and once more as it stands.
"""

import gc
import json
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import cache
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from benchmarks import engines, synthetic
from benchmarks.streams import resident
from cockpit.intake.gate import load
from cockpit.intake.read import Source
from cockpit.link.look import Look
from cockpit.screens.pages import PAGES, PageEntry
from cockpit.screens.view import View
from cockpit.warehouse import mart as marts
from cockpit.warehouse.lake import Lake
from cockpit.warehouse.mart import Mart
from cockpit.web.server import store
from queries import _run
from queries.filters import Filters
from tests.serving import ROOT

SIZES = (400, 4_000, 50_000)
DAY = synthetic.LAST
CLICKED = {"town": "豫龙镇"}
RUNS = 3  # of each opening and click; the middle one counts
AIMS = {"first": 2000, "click": 500, "again": 500}  # milliseconds, at the largest size
WHAT = {"first": "the first opening", "click": "a township chosen", "again": "the page run again"}
OWN = {"project": "SL-2022-000007", "person": "示例人员 031"}  # the ledger has names of its own
FORGET = ("standing", "listing", "standing_days", "moments")
Measured = dict[str, Any]


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
                # a question waits for its standings
                inside = self.asked.get("standings", 0) - filled
                taken = 1000 * (perf_counter() - start) - inside
                self.asked[key] = self.asked.get(key, 0) + taken

        return timed

    def slowest(self) -> str:
        """Milliseconds of standings and questions in all, and of the two slowest of these."""
        questions = {k: v for k, v in self.asked.items() if k != "standings"}
        slow = sorted(questions.items(), key=lambda item: -item[1])[:2]
        words = ", ".join(f"{name} {taken:.0f}" for name, taken in slow)
        filled = self.asked.get("standings", 0)
        return f"standings {filled:.0f}, questions {sum(questions.values()):.0f}: {words}"


def one(projects: int, folder: Path) -> Iterator[tuple[str, Measured]]:
    """A ledger of this size: its load, its mart, its pages."""
    lake = Lake(folder)
    yield "load", _loaded(lake, projects)
    gc.collect()
    before = resident(os.getpid())
    start = perf_counter()
    mart = marts.build(lake, lake.newest())
    built = perf_counter() - start
    gc.collect()
    held = (resident(os.getpid()) - before) / 1024
    yield "mart", {"seconds": built, "megabytes": held}
    del mart
    gc.collect()
    for name, first, click, again, said in pages():
        yield (
            "page",
            {"name": name, "first": first, "click": click, "again": again, "said": said},
        )
    yield "memory", {"megabytes": resident(os.getpid()) / 1024}


def compared(_projects: int, folder: Path) -> Iterator[tuple[str, Measured]]:
    """The same questions in other engines, on the lake that was filled."""
    lake = Lake(folder)
    with tempfile.TemporaryDirectory() as held:
        yield "engines", engines.measured(marts.build(lake, lake.newest()), Path(held))


def _loaded(lake: Lake, projects: int) -> Measured:
    """Write the ledger, then load the last day's reports through the gate."""
    lake.create()
    rows, reports, made = 0, 0, 0.0
    start = perf_counter()
    with lake.change("测速", f"{projects:,} 个项目") as connection:
        for name, table, seconds in synthetic.tables(projects):
            made += seconds
            connection.register("incoming", table)
            connection.execute(f'insert into "{name}" by name select * from incoming')
            connection.unregister("incoming")
            rows += table.num_rows
            reports += table.num_rows if name == "progress_report" else 0
    written = perf_counter() - start - made
    size = sum(file.stat().st_size for file in lake.folder.rglob("*") if file.is_file())
    day = synthetic.next_day(projects)
    start = perf_counter()
    result = load(lake, [Source("日报.csv", day, kind="sample")], author="测速")
    gate = perf_counter() - start
    return {
        "projects": projects, "rows": rows, "reports": reports, "rows_s": rows / written,
        "megabytes": size / 1e6, "bytes_row": size / rows,
        "day": result.changed, "day_s": result.changed / gate,
    }  # fmt: skip


def pages() -> Iterator[tuple[str, float, float, float, str]]:
    """By page and view: milliseconds of first opening, click and rerun; the slowest questions."""
    # a server looks for components once, a test's run each time
    manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
    held = store.store()
    held.polled = True
    mart = held.marts.refresh()
    for entry in PAGES.values():  # what is imported and read once is no part of it
        _drawn(entry, {"as_of": "2022-01-31"})
    clock = Clock()
    for entry in PAGES.values():
        for name, query in views_of(entry, mart):
            firsts, clicks, agains, said = [], [], [], ""
            for _ in range(RUNS):
                forget(mart)
                first, app = _drawn(entry, query)
                said, _ = clock.slowest(), clock.asked.clear()
                click, app = _drawn(entry, query | CLICKED, app)
                start = perf_counter()
                app.run()
                agains.append(1000 * (perf_counter() - start))
                firsts.append(first)
                clicks.append(click)
                clock.asked.clear()
            yield name, median(firsts), median(clicks), median(agains), said


def forget(mart: Mart) -> None:
    """Leave a mart as it was built: without answers, standings and days looked at."""
    mart.kept.forget()
    for table in FORGET:
        mart.connection.execute(f"delete from {table}")


def views_of(entry: PageEntry, mart: Mart) -> Iterator[tuple[str, dict[str, str]]]:
    """A page's name and query, and those of its further views."""
    query = {key: OWN.get(key, value) for key, value in entry.example_query.items()}
    yield entry.name, {"as_of": DAY.isoformat(), **query}
    for number, more in enumerate(entry.views(View(mart, Look(Filters(DAY)))), start=1):
        yield f"{entry.name} {number}", {"as_of": DAY.isoformat(), **query, **more}


def _drawn(
    entry: PageEntry, query: Mapping[str, str], app: AppTest | None = None
) -> tuple[float, AppTest]:
    """Milliseconds of a page's run; ``app``: in which it is open already."""
    if app is None:
        app = AppTest.from_file(str(ROOT / "cockpit/web/navigation.py"), default_timeout=600)
    for key, value in query.items():
        app.query_params[key] = value
    start = perf_counter()
    app.switch_page(str(entry.file)).run()
    taken = 1000 * (perf_counter() - start)
    assert not app.exception, app.exception
    assert not any("没有画成" in element.proto.body for element in app.get("html")), entry.name
    return taken, app


STEPS = {"one": one, "compared": compared}


def _apart(step: str, projects: int, folder: Path) -> list[tuple[str, Measured]]:
    """What a step measures, in a process of its own."""
    out = folder.with_suffix(f".{step}.json")
    settings = {"COCKPIT_LAKE": str(folder), "COCKPIT_TODAY": f"{DAY + timedelta(2)}"}
    subprocess.run(
        [sys.executable, "-m", "benchmarks.volumes", step, str(projects), str(folder), str(out)],
        check=True,
        env=os.environ | settings,
    )
    return [tuple(json.loads(line)) for line in out.read_text("utf-8").splitlines()]  # type: ignore[misc]


def run(sizes: Sequence[int] = SIZES) -> None:
    """Every size, then the tables."""
    found: dict[int, list[tuple[str, Measured]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for projects in sizes:
            lake = Path(folder) / str(projects)
            start = perf_counter()
            found[projects] = _apart("one", projects, lake) + _apart("compared", projects, lake)
            took = perf_counter() - start
            print(f"{projects:,} projects measured in {took:,.0f} s", flush=True)
    print(_of_loads(found), _of_pages(found), sep="\n")
    print(engines.words([(size, dict(lines)["engines"]) for size, lines in found.items()]))


def _of_loads(found: Mapping[int, list[tuple[str, Measured]]]) -> str:
    lines = [
        "\nprojects   reports  rows in all    rows/s        MB  bytes/row"
        "   a day by the gate   mart s   mart MB  all pages MB"
    ]
    for projects, measured in found.items():
        load, mart, memory = (dict(measured)[name] for name in ("load", "mart", "memory"))
        lines.append(
            f"{projects:8,} {load['reports']:9,} {load['rows']:12,} {load['rows_s']:9,.0f}"
            f" {load['megabytes']:9,.1f} {load['bytes_row']:10.1f}"
            f"   {load['day']:6,} at {load['day_s']:5,.0f}/s"
            f" {mart['seconds']:8.2f} {mart['megabytes']:9,.0f} {memory['megabytes']:13,.0f}"
        )
    return "\n".join(lines)


def _of_pages(found: Mapping[int, list[tuple[str, Measured]]]) -> str:
    """A line a page and view; what misses its aim at the largest size is marked with *."""
    sizes = list(found)
    by_size = {
        size: {page["name"]: page for kind, page in lines if kind == "page"}
        for size, lines in found.items()
    }
    largest, heads = sizes[-1], "".join(f"{size:>8,}" for size in sizes)
    wide = 8 * len(sizes)
    lines = [
        f"\n{'page, ms':16}" + "  ".join(f"{words:>{wide}}" for words in WHAT.values()),
        f"{'':16}{heads}  {heads}  {heads}   slowest questions at {largest:,}",
    ]
    missed: dict[str, list[str]] = {name: [] for name in AIMS}
    faster = []
    for name, page in by_size[largest].items():
        cells = []
        for what, aim in AIMS.items():
            is_late = page[what] > aim
            if is_late:
                missed[what].append(name)
            mark = "*" if is_late else " "
            values = "".join(f"{by_size[size].get(name, page)[what]:>8,.0f}" for size in sizes)
            cells.append(values + mark)
            if len(sizes) > 1:
                before = by_size[sizes[-2]].get(name, page)[what]
                if page[what] > before * largest / sizes[-2]:
                    faster.append(f"{name} ({WHAT[what]})")
        lines.append(f"{name:16}{' '.join(cells)}  {page['said']}")
    for what, aim in AIMS.items():
        late = missed[what]
        verdict = f"missed by {len(late)}: {', '.join(late)}" if late else "met"
        lines.append(f"aim of {WHAT[what]} at {largest:,}, under {aim:,} ms: {verdict}")
    verdict = f"missed by {', '.join(faster)}" if faster else "met"
    lines.append(f"aim of growing no faster than the ledger: {verdict}")
    return "\n".join(lines)


def main() -> None:
    """All sizes, those given, or a step of one."""
    if sys.argv[1:2] and sys.argv[1] in STEPS:
        step, projects, folder, out = sys.argv[1:]
        logging.disable(logging.WARNING)  # Streamlit's, about scripts that no browser asked for
        with Path(out).open("a", encoding="utf-8") as held:
            for measured in STEPS[step](int(projects), Path(folder)):
                held.write(json.dumps(measured, default=float) + "\n")
        return
    run([int(size) for size in sys.argv[1:]] or SIZES)


if __name__ == "__main__":
    main()
