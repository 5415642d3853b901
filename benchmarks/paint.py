"""Time from navigation to the last figure, and to the last chart of a page that has charts.

The wall and the cockpit page are held against an empty Streamlit app, the analysis pages against
one with a single Plotly chart. In turns, so that a machine that slows down slows all alike. Cold: a
context of its own each time; warm: the second visit in a context.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from playwright.sync_api import Browser, Page, sync_playwright

from tests.serving import ARGUMENTS, chromium_path, serving

RUNS = 7
MAY = "as_of=2022-05-31"
WALL_LAST = ".wall .pipe div:last-child .pm"


@dataclass(frozen=True)
class Visited:
    """A page: its address, what is drawn last of its HTML, how many charts, what it is held to."""

    address: str
    last: str
    charts: int
    against: str


def moments(page: Page, visited: Visited) -> Iterator[float]:
    """Seconds to the last figure, then to the last chart (the same where there is none)."""
    start = perf_counter()
    page.goto(visited.address, wait_until="commit")
    if visited.last:
        page.locator(visited.last).first.wait_for(state="visible", timeout=60_000)
    yield perf_counter() - start
    for at in range(visited.charts):
        chart = page.locator(".js-plotly-plot").nth(at)
        chart.locator(".trace path").first.wait_for(state="attached", timeout=60_000)
    yield perf_counter() - start


def visit(browser: Browser, visited: Visited) -> tuple[float, ...]:
    """Last figure and last chart, cold, then both warm; seconds."""
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    taken: list[float] = []
    for _ in range(2):
        page = context.new_page()
        taken += moments(page, visited)
        page.close()
    context.close()
    return tuple(taken)


def run(lake: Path) -> None:
    """Print the medians, and their ratios to what a page is held against."""
    with (
        serving(lake) as ours,
        serving(lake, "benchmarks/bare/empty.py") as bare,
        serving(lake, "benchmarks/bare/one_chart.py") as one_chart,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(ARGUMENTS))
        pages = {
            "empty": Visited(bare, "[data-testid=stMarkdownContainer] p", 0, "empty"),
            "wall": Visited(f"{ours}/wall?{MAY}", WALL_LAST, 0, "empty"),
            "cockpit": Visited(f"{ours}/?{MAY}", WALL_LAST, 0, "empty"),
            "one chart": Visited(one_chart, "", 1, "one chart"),
            "targets": Visited(f"{ours}/targets?{MAY}", "table.closers .c-fall", 2, "one chart"),
            "growth": Visited(f"{ours}/growth?{MAY}", ".rank", 2, "one chart"),
        }
        taken: dict[str, list[tuple[float, ...]]] = {name: [] for name in pages}
        for _ in range(RUNS + 1):
            for name, page in pages.items():
                taken[name].append(visit(browser, page))
        browser.close()
    middles = {
        name: [median(run[at] for run in runs[1:]) for at in range(4)]
        for name, runs in taken.items()
    }
    print(f"seconds from navigation, median of {RUNS} after one (cold / warm)")
    print("              last figure      last chart       complete, × what it is held to")
    for name, (figure, chart, warm_figure, warm_chart) in middles.items():
        against = middles[pages[name].against]
        charts = f"{chart:6.3f} / {warm_chart:6.3f}" if pages[name].charts else " " * 15
        print(
            f"  {name:10} {figure:6.3f} / {warm_figure:6.3f}  {charts}"
            f"   {chart / against[1]:5.2f} / {warm_chart / against[3]:5.2f} × {pages[name].against}"
        )
