"""Time from navigation to the last figure: the wall, the cockpit page, an empty Streamlit app.

In turns, so that a machine that slows down slows all three. Cold: a context of its own each time;
warm: the second visit in a context.
"""

from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

from playwright.sync_api import Browser, sync_playwright

from tests.serving import ARGUMENTS, chromium_path, serving

RUNS = 7
MAY = "as_of=2022-05-31"
LAST_FIGURE = {
    "wall": ".wall .pipe div:last-child .pm",
    "cockpit": ".wall .pipe div:last-child .pm",
    "empty": "[data-testid=stMarkdownContainer] p",
}


def visit(browser: Browser, address: str, last: str) -> Iterator[float]:
    """Seconds to the last figure, cold and then warm."""
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    for _ in range(2):
        page = context.new_page()
        start = perf_counter()
        page.goto(address, wait_until="commit")
        page.locator(last).first.wait_for(state="visible", timeout=60_000)
        yield perf_counter() - start
        page.close()
    context.close()


def run(lake: Path) -> None:
    """Print the medians and their ratio to the empty app."""
    with (
        serving(lake) as ours,
        serving(lake, "benchmarks/bare/empty.py") as bare,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(ARGUMENTS))
        addresses = {"wall": f"{ours}/wall?{MAY}", "cockpit": f"{ours}/?{MAY}", "empty": bare}
        taken: dict[str, list[tuple[float, float]]] = {name: [] for name in addresses}
        for _ in range(RUNS + 1):
            for name, address in addresses.items():
                cold, warm = visit(browser, address, LAST_FIGURE[name])
                taken[name].append((cold, warm))
        browser.close()
    print(f"time to the last figure, seconds, median of {RUNS} after one (cold / warm)")
    middles = {
        name: tuple(median(pair[i] for pair in pairs[1:]) for i in (0, 1))
        for name, pairs in taken.items()
    }
    for name, (cold, warm) in middles.items():
        empty_cold, empty_warm = middles["empty"]
        print(
            f"  {name:8} {cold:6.3f} / {warm:6.3f}"
            f"   {cold / empty_cold:5.2f} / {warm / empty_warm:5.2f} × empty app"
        )
