"""Rerun of each page: the script alone, as a click on a filter makes it run."""

from statistics import quantiles
from time import perf_counter

from streamlit.testing.v1 import AppTest

from cockpit.screens.pages import PAGES
from tests.serving import ROOT

RUNS = 30


def run() -> None:
    """Print p50 and p95 in milliseconds; the first run is not counted."""
    print(f"rerun of a page, ms, {RUNS} runs    p50     p95")
    for page in PAGES.values():
        app = AppTest.from_file(str(ROOT / "cockpit/web/navigation.py"), default_timeout=60)
        app.query_params["as_of"] = "2022-05-31"
        app.run()
        for key, value in page.example_query.items():
            app.query_params[key] = value
        if page.path:
            app.switch_page(str(page.file)).run()
        taken = []
        for _ in range(RUNS):
            start = perf_counter()
            app.run()
            taken.append(1000 * (perf_counter() - start))
        assert not app.exception, app.exception
        cuts = quantiles(taken, n=20)
        print(f"  {page.name:28} {cuts[9]:7.1f} {cuts[18]:7.1f}")
