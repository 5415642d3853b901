"""Time from navigation to the last figure, to the charts, and until a page stands.

All of a page can be read once each number in it is painted, in the first response or in the page
itself; a chart is drawn once its picture is there. Wall and pages are held against an empty
Streamlit app, pages with charts besides against one with a single Plotly chart. In turns, so that a
machine that slows down slows all alike. Cold: a context of its own each time; warm: the second
visit in a context.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from statistics import median
from time import monotonic

from playwright.sync_api import Browser, Page, sync_playwright

from cockpit.screens.pages import PAGES
from tests.serving import ARGUMENTS, chromium_path, serving, until

RUNS = 7
PATIENCE = 60.0  # seconds for a visit
DAY = date(2022, 5, 31)
AIMS = {"wall": 0.25, "figures": 0.35, "charts": 1.0}
# the cockpit page could be clicked at so many times an empty app before pages had a first response
INTERACTIVE = (1.6, 1.7)
# how many texts with a number are painted: in the first response or in the page, whichever has more
NUMBERS = """() => Math.max(...['#first', '#root', '.wall'].map(name => {
  const place = document.querySelector(name), roots = place ? [place] : [];
  let found = 0;
  for (const root of roots) {
    const all = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = all.nextNode(); node; node = all.nextNode()) {
      if (node.shadowRoot) roots.push(node.shadowRoot);
      if (node.nodeType === Node.TEXT_NODE && /\\d/.test(node.data)
          && !node.parentElement?.closest('style, script, .sr, [data-testid=stSidebar]')
          && node.parentElement?.checkVisibility()) found++;
    }
  }
  return found;
}))"""
STANDS = """() => {
  const app = document.querySelector('#root .stApp');
  return !document.getElementById('first') && app?.dataset.testScriptState === 'notRunning'
    && app.querySelector('[data-testid=stMain] [data-testid=stElementContainer]');
}"""
# In the page, where no line to it has to wait for the thread that draws: what is there in one frame
# is painted when the next begins. Numbers are counted, which takes time, only when the response is
# whole and then now and again.
PROBE = f"""(({{ numbers, charts, selector, isPage }}) => {{
  const told = window.moments = {{}}, next = new Set();
  let counted = -1e9, whole = false;
  // told of a frame that has begun: what it takes to count is not part of it
  const count = (frame) => {{
    if (whole && !('figures' in told) && performance.now() - counted > 100) {{
      if (({NUMBERS})() >= numbers) told.figures = frame / 1000;
      counted = performance.now();
    }}
    whole = document.readyState !== 'loading';
  }};
  const is = {{
    figures: () => selector && document.querySelector(selector),
    charts: () => 'figures' in told && ['#first', '#root'].some(name =>
      [...document.querySelectorAll(`${{name}} .chart-picture`)]
        .filter(chart => chart.querySelector('path, rect')).length >= charts),
    stands: () => 'charts' in told && (!isPage || ({STANDS})()),
  }};
  const look = (frame) => {{
    for (const what of next) told[what] = frame / 1000;
    next.clear();
    if (!selector) count(frame);
    for (const what in is) if (!(what in told) && is[what]()) next.add(what);
    if (Object.keys(told).length < 3) requestAnimationFrame(look);
  }};
  requestAnimationFrame(look);
}})(ASKED)"""
OF_STREAMLIT = {
    "empty": "[data-testid=stMarkdownContainer] p",
    "one chart": ".js-plotly-plot .trace path",
}


@dataclass(frozen=True)
class Visited:
    """What is opened: its address, and how many numbers and charts it has."""

    address: str
    numbers: int = 0
    charts: int = 0


@dataclass(frozen=True)
class Moments:
    """Seconds from navigation."""

    figures: float
    charts: float
    stands: float


def counted(page: Page, name: str, address: str) -> Visited:
    """What there is on a page that stands."""
    page.goto(address)
    if name in OF_STREAMLIT:
        page.locator(OF_STREAMLIT[name]).first.wait_for(state="attached", timeout=60_000)
        return Visited(address)
    if name != "wall":
        until(page, STANDS, timeout=60_000)
        page.wait_for_timeout(1000)
    charts = page.locator("#root .chart-picture").count()
    return Visited(address, page.evaluate(NUMBERS), charts)


def moments(page: Page, name: str, visited: Visited) -> Moments:
    """The moments of one visit, in the order in which they come."""
    asked = {
        "numbers": visited.numbers,
        "charts": visited.charts,
        "selector": OF_STREAMLIT.get(name, ""),
        "isPage": name != "wall" and name not in OF_STREAMLIT,
    }
    page.add_init_script(PROBE.replace("ASKED", json.dumps(asked)))
    page.goto(visited.address, wait_until="commit")
    end = monotonic() + PATIENCE
    while monotonic() < end:
        page.wait_for_timeout(250)  # seldom: each look takes the page's time
        told = page.evaluate("window.moments ?? {}")
        if len(told) == len(fields(Moments)):
            return Moments(**told)
    raise TimeoutError(f"{name}: {told}")


def visit(browser: Browser, name: str, visited: Visited) -> tuple[Moments, Moments]:
    """A cold visit and a warm one."""
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    taken = []
    for _ in range(2):
        page = context.new_page()
        taken.append(moments(page, name, visited))
        page.close()
    context.close()
    return taken[0], taken[1]


def run(lake: Path) -> None:
    """Print the medians, and their ratios to what a page is held against."""
    with (
        serving(lake) as ours,
        serving(lake, "benchmarks/bare/empty.py") as bare,
        serving(lake, "benchmarks/bare/one_chart.py") as one_chart,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(ARGUMENTS))
        addresses = {"empty": bare, "one chart": one_chart, "wall": f"{ours}/wall?as_of={DAY}"}
        addresses |= {page.name: ours + page.example(DAY) for page in PAGES.values()}
        page = browser.new_page(viewport={"width": 1920, "height": 1080})
        seen = {name: counted(page, name, address) for name, address in addresses.items()}
        page.close()
        taken: dict[str, list[tuple[Moments, Moments]]] = {name: [] for name in seen}
        for _ in range(RUNS):
            for name, visited in seen.items():
                taken[name].append(visit(browser, name, visited))
        browser.close()
    print(f"seconds from navigation, median of {RUNS} after one (cold / warm)")
    print("\n".join(_lines(seen, taken)))


def _lines(
    seen: Mapping[str, Visited], taken: Mapping[str, list[tuple[Moments, Moments]]]
) -> Iterator[str]:
    """A line for each page and what it is held to, with the aim beside it."""

    def middle(name: str, what: str) -> list[float]:
        return [median(getattr(run[at], what) for run in taken[name]) for at in range(2)]

    def line(name: str, what: str, words: str, against: str, aim: str) -> str:
        cold, warm = middle(name, what)
        held = middle(against, "figures")
        return (
            f"  {name:15} {words:12} {cold:6.3f} / {warm:6.3f}"
            f"   {cold / held[0]:5.2f} / {warm / held[1]:5.2f} × {against}{aim}"
        )

    for name in OF_STREAMLIT:
        yield line(name, "figures", "drawn", name, "")
    yield line("wall", "figures", "last figure", "empty", f", aim {AIMS['wall']}")
    pages = [name for name in seen if name not in OF_STREAMLIT and name != "wall"]
    for name in pages:
        yield line(name, "figures", "last figure", "empty", f", aim {AIMS['figures']}")
    for name in pages:
        if seen[name].charts:
            yield line(name, "charts", "with charts", "one chart", f", aim {AIMS['charts']}")
    before = " / ".join(map(str, INTERACTIVE))
    yield line("cockpit", "stands", "interactive", "empty", f", before {before}")
