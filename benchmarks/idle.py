"""What an idle wall costs the machine that shows it: Chromium's processor time in ten minutes."""

import os
from pathlib import Path
from time import sleep

from playwright.sync_api import sync_playwright

from benchmarks.soak import children
from tests.serving import ARGUMENTS, chromium_path, serving

MINUTES = 10
TICKS = os.sysconf("SC_CLK_TCK")


def spent(process: int) -> float:
    """Processor seconds of a process so far."""
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def run(lake: Path) -> None:
    """Print the share of one processor that Chromium takes while nothing happens."""
    with serving(lake) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(ARGUMENTS))
        page = browser.new_page(viewport={"width": 1920, "height": 1080})
        page.goto(f"{address}/wall?as_of=2022-05-31")
        sleep(10)  # the slides are fetched by then
        drawing = [p for p in children(os.getpid()) if "chrom" in _name(p)]
        before = sum(map(spent, drawing))
        sleep(60 * MINUTES)
        share = (sum(map(spent, drawing)) - before) / (60 * MINUTES)
        browser.close()
    print(f"an idle wall: {100 * share:.2f} % of one processor over {MINUTES} minutes")


def _name(process: int) -> str:
    return Path(f"/proc/{process}/comm").read_text()
