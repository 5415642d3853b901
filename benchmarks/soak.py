"""A long rotation: a 4K wall walks its slides while data is loaded beside and the server restarts.

``python -m benchmarks.soak --minutes 60``. Each minute prints what a leak would show: memory of the
server, of the page's process and of its script, nodes and listeners. A third and two thirds
through, the server is stopped for half a minute and started again, as a pulled cable would.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from time import monotonic, sleep

from playwright.sync_api import CDPSession, Page, sync_playwright

from benchmarks.streams import COMMIT, resident
from cockpit.intake import demonstration
from cockpit.warehouse.lake import Lake
from tests.serving import ARGUMENTS, ROOT, Server, chromium_path, free_port, started

ROTATE = 20  # seconds a slide
EVERY = 5  # minutes between two loads
SERVED = "async () => (await (await fetch('/healthz')).json()).version"
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


def run(minutes: int) -> None:
    """Rotate for so many minutes, and print a line each."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        lake = Path(folder) / "lake"
        demonstration.fill(Lake(lake), "测速", sample=True, tell=lambda _: None)
        port = free_port()
        server = stack.enter_context(started(lake, port=port))
        browsers = stack.enter_context(sync_playwright())
        browser = browsers.chromium.launch(executable_path=chromium_path(), args=list(ARGUMENTS))
        page = browser.new_page(viewport={"width": 3840, "height": 2160})
        page.goto(f"{server.address}/wall?as_of=2022-05-31&rotate={ROTATE}")
        probe = page.context.new_cdp_session(page)
        probe.send("Performance.enable")
        drawing = renderer(os.getpid())
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
            elif minute % EVERY == 0:
                command = [sys.executable, "-c", COMMIT, str(lake)]
                subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
        browser.close()


def main() -> None:
    """Read the minutes, and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=int, default=60)
    run(parser.parse_args().minutes)


if __name__ == "__main__":
    main()
