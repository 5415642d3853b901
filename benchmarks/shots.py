"""Write every screen to ``shots/``: three sizes, light and dark. Open them beside the design."""

import argparse
import tempfile
from datetime import date
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, sync_playwright

from cockpit.intake import demonstration
from cockpit.screens.pages import PAGES
from cockpit.warehouse.lake import Lake
from tests.sample import SLIDES
from tests.serving import ARGUMENTS, ROOT, chromium_path, serving, until

OUT = ROOT / "shots"
SIZES = {"1080p": (1920, 1080), "4k": (3840, 2160), "phone": (390, 844)}
MAY = "as_of=2022-05-31"
DOCUMENTS = {
    "wall": f"/wall?{MAY}",
    "wall-filtered": f"/wall?{MAY}&class={quote('三个一批')}",
    **{f"wall-{slide}": f"/wall/{slide}?{MAY}" for slide in SLIDES},
    "wall-bad-link": "/wall?as_of=yesterday",
}
SCREENS = {
    **{page.name: page.example(date(2022, 5, 31)) for page in PAGES.values()},
    "ledger-figure": f"/ledger?{MAY}&class={quote('补短板982')}&indicator=completion",
    "project-unknown": f"/project?{MAY}&project=SL-0000-0000",
}
SETTLED = """() => !document.querySelector('[data-testid=stStatusWidget],[data-testid=stSkeleton]')
  && document.querySelector('[data-testid=stMain] [data-testid=stElementContainer]')"""


def take(browser: Browser, address: str, name: str, theme: str, only: str) -> None:
    """One screen at all sizes in one theme; ``only``: part of the names to take."""
    for size, (width, height) in SIZES.items():
        if only not in f"{name}-{size}-{theme}":
            continue
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=theme, locale="zh-CN"
        )
        page = context.new_page()
        page.goto(address)
        if name not in DOCUMENTS:
            until(page, SETTLED, timeout=60_000)
            page.wait_for_timeout(3500)  # tables and charts are drawn after the script has ended
        file = OUT / f"{name}-{size}-{theme}.png"
        page.screenshot(path=file, full_page=size == "phone" or name not in DOCUMENTS)
        print(file.relative_to(ROOT), flush=True)
        context.close()


def main() -> None:
    """Fill a store of its own, serve it, and take every screen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("only", nargs="?", default="", help="part of a file's name")
    only = parser.parse_args().only
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        lake = Lake(Path(folder) / "lake")
        demonstration.fill(lake, "截图", sample=True, tell=lambda _: None)
        with serving(lake.folder) as base_url, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium_path(), args=list(ARGUMENTS)
            )
            for theme in ("dark", "light"):
                for name, path in DOCUMENTS.items():
                    take(browser, f"{base_url}{path}&theme={theme}", name, theme, only)
                for name, path in SCREENS.items():
                    take(browser, base_url + path, name, theme, only)
            browser.close()


if __name__ == "__main__":
    main()
