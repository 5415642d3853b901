"""A long rotation: a 4K wall walks its slides while months are loaded and the server restarts.

``python -m benchmarks.soak --minutes 60``; with ``--screen deck`` the Monday deck walks its pages.
Each minute prints what a leak would show: memory of the server, of the page's process and of its
script, nodes and listeners. A third and two thirds through, the server is stopped for half a
minute and started again, as a pulled cable would.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from calendar import monthrange
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from time import monotonic, sleep

from playwright.sync_api import CDPSession, Page, sync_playwright

from benchmarks.streams import resident
from cockpit.intake import demonstration
from cockpit.warehouse.lake import Lake
from tests.serving import ARGUMENTS, ROOT, Server, chromium_path, free_port, started

ROTATE = 20  # seconds a slide
MONTHS = [date(2022, month, monthrange(2022, month)[1]) for month in range(6, 13)]
SERVED = "async () => (await (await fetch('/readyz')).json()).version"
DOWN = 30  # seconds that the server is gone


def children(parent: int) -> list[int]:
    """All processes below one."""
    found: list[int] = []
    for path in Path(f"/proc/{parent}/task").glob("*/children"):
        for child in map(int, path.read_text().split()):
            found += [child, *children(child)]
    return found


def renderer(browser: int) -> int:
    """The largest process that draws pages, of those below the browser's."""

    def kind(process: int) -> str:
        return Path(f"/proc/{process}/cmdline").read_text()

    return max((p for p in children(browser) if "--type=renderer" in kind(p)), key=resident)


def sample(page: Page, probe: CDPSession, drawing: int, server: Server) -> str:
    """A minute's line."""
    metrics = {m["name"]: m["value"] for m in probe.send("Performance.getMetrics")["metrics"]}
    lost = page.locator("[data-lost]").is_visible()
    return (
        f"server {resident(server.process.pid) / 1024:6.0f} MB"
        f"  page {resident(drawing) / 1024:6.0f} MB"
        f"  script {metrics['JSHeapUsedSize'] / 1e6:5.1f} MB"
        f"  nodes {metrics['Nodes']:6.0f}  listeners {metrics['JSEventListeners']:4.0f}"
        f"  {page.url.split('?')[0].rsplit('/', 1)[-1]:5}"
        f"  version {page.evaluate(SERVED)}"
        f"{'  连接中断' if lost else ''}"
    )


def load(lake: Path, month_end: date) -> None:
    """Load a month through the gate: each project with room has done 10 万元 more."""
    tables = dict(Lake(lake).tables_at(Lake(lake).newest()))
    totals = tables["project"].to_pandas().groupby("project_id")["total_wan"].min().astype(float)
    reports = tables["progress_report"].to_pandas()
    reports = reports[reports["report_date"].astype(str) >= "2022"]
    last = reports.sort_values("report_date").groupby("project_id").last()
    amounts = ["completed_wan", "total_completed_wan"]
    last = last[last["total_completed_wan"].astype(float) + 10 <= totals.reindex(last.index)]
    rows = (last[amounts].astype(float) + 10).assign(report_date=month_end).reset_index()
    file = lake.parent / f"progress_report-{month_end:%Y-%m}.csv"
    rows[["project_id", "report_date", *amounts]].to_csv(file, index=False)
    command = [sys.executable, "-m", "cockpit", "load", str(file), "--kind", "sample"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "COCKPIT_LAKE": str(lake)},
        capture_output=True,
        text=True,
        check=False,
    )
    said = (done.stdout + done.stderr).strip().splitlines()[-1]
    print(f"         {month_end:%Y-%m}  {said}", flush=True)


def run(minutes: int, screen: str) -> None:
    """Rotate a screen (wall, deck) for so many minutes, and print a line each."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        lake = Path(folder) / "lake"
        demonstration.fill(Lake(lake), "测速", sample=True, tell=lambda _: None)
        port = free_port()
        server = stack.enter_context(started(lake, port=port))
        browsers = stack.enter_context(sync_playwright())
        browser = browsers.chromium.launch(executable_path=chromium_path(), args=list(ARGUMENTS))
        page = browser.new_page(viewport={"width": 3840, "height": 2160})
        page.goto(f"{server.address}/{screen}?rotate={ROTATE}")
        probe = page.context.new_cdp_session(page)
        probe.send("Performance.enable")
        drawing = renderer(os.getpid())
        months, every = [*MONTHS], max(1, minutes // (len(MONTHS) + 1))
        start = monotonic()
        for minute in range(1, minutes + 1):
            sleep(max(0.0, start + 60 * minute - monotonic()))
            probe.send("HeapProfiler.collectGarbage")
            print(f"{minute:3} min  {sample(page, probe, drawing, server)}", flush=True)
            if minute in {minutes // 3, 2 * minutes // 3}:
                server.process.terminate()
                server.process.wait(10)
                sleep(DOWN)
                print(f"         server gone  {page.locator('[data-lost]').inner_text()}")
                server = stack.enter_context(started(lake, port=port))
            elif minute % every == 0 and months:
                load(lake, months.pop(0))
        browser.close()


def main() -> None:
    """Read the minutes, and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=int, default=60)
    parser.add_argument("--screen", choices=("wall", "deck"), default="wall")
    asked = parser.parse_args()
    run(asked.minutes, asked.screen)


if __name__ == "__main__":
    main()
