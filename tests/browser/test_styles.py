"""No rule of our stylesheets without an element: what a rule dresses is said by some page.

A room's own rules are held against what its page says in its first response, on the demonstration
and on awkward ledgers; those that all pages share, and those of Streamlit's elements, against
pages.
"""

import re
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from cockpit.intake import demonstration
from cockpit.report_keys import ReportKeys
from cockpit.screens import markup, styles
from cockpit.screens.bulletin import checked as bulletin
from cockpit.screens.bulletin import page as page_parts
from cockpit.screens.pages import PAGES
from cockpit.screens.teams import links
from cockpit.screens.teams.data import READS, teams_data
from cockpit.settings import ROOT
from cockpit.warehouse.lake import Lake
from cockpit.web.server.first import still_of
from cockpit.web.view import view_of
from tests import awkward
from tests.browser.dropping import drop, workbook
from tests.browser.pages import MAY, PATHS, opened
from tests.pages.reading import Client, served
from tests.sample import SLIDES
from tests.serving import started

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
OF_STREAMLIT = re.compile(r"\.st[A-Z]|data-testid|st-key-|plotly|#root|scrollbar")
SHARED = [f"templates/{name}.css" for name in ("page", "grid", "print", "scale", "reconnecting")]
ROOMS = ("targets", "growth", "indicators")  # whose awkward pages show shared pieces
# why no element of these is ever seen here
NEVER: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "wall/wall.css: .wall .f[data-was]",
            "wall/document.css: .chips > span",
            "wall/document.css: body:has(.slide) > .chips > span",
            "wall/document.css: .dwell.paused i",
            "wall/document.css: .still",
            "wall/document.css: .still *",
        ),
        "put there by the documents' script: a figure that changed, a walk, a pointer at rest",
    ),
    **dict.fromkeys(
        ("ledger/page.css: .st-key-pages", "templates/print.css: .stPagination"),
        "more rows than the demonstration has",
    ),
    **dict.fromkeys(
        (
            'templates/page.css: [data-testid="stStatusWidget"]',
            'templates/page.css: [data-testid="stElementToolbar"]',
            'templates/reconnecting.css: html[data-away] :is([data-testid="stDialog"], '
            '[data-testid="stDialogOverlay"], [data-testid="stConnectionStatus"])',
        ),
        "Streamlit's own: while a page runs, a chart is pointed at, its server is away",
    ),
}
# a sheet's selectors, each of a list on its own
SELECTORS = r"""text => {
  const found = [], sheet = new CSSStyleSheet();
  const apart = list => {
    const parts = [''];
    let depth = 0;
    for (const letter of list) {
      depth += (letter === '(') - (letter === ')');
      if (letter === ',' && !depth) parts.push('');
      else parts[parts.length - 1] += letter;
    }
    return parts.map(part => part.trim());
  };
  const walk = rules => {
    for (const rule of rules) {
      if (rule.selectorText) found.push(...apart(rule.selectorText));
      else if (rule.cssRules) walk(rule.cssRules);
    }
  };
  sheet.replaceSync(text);
  walk(sheet.cssRules);
  return [...new Set(found)];
}"""
# those of them that match nothing, as whatever the pointer, the keyboard and a click may bring
UNMATCHED = r"""([selectors, texts]) => {
  const plain = selector => selector
    .replace(/::[\w-]+/g, '').replace(/:(hover|focus-visible|focus|active)|:not\(\[hidden\]\)/g, '')
    .replace(/(^|[\s>+~(,])(?=$|[\s>+~),])/g, (gap, before) => before === '' ? '*' : before)
    .replace(/[>+~\s]$/, end => `${end} *`).trim() || '*';
  const roots = [];
  for (const text of texts ?? [null]) {
    const root = text === null ? document : new DOMParser().parseFromString(text, 'text/html');
    roots.push(root);
    for (let i = roots.length - 1; i < roots.length; i++) {
      for (const node of roots[i].querySelectorAll('*')) {
        if (node.shadowRoot) roots.push(node.shadowRoot);
        if (texts && node.matches('details')) node.open = true;
      }
    }
  }
  return selectors.filter(selector => !roots.some(root => root.querySelector(plain(selector))));
}"""


def sheet(name: str) -> str:
    return (styles.HERE / name).read_text("utf-8")


def unmatched(page: Page, name: str, texts: Iterable[str], *, of_streamlit: bool) -> list[str]:
    """The selectors of a sheet that match in none of the texts."""
    selectors = [
        selector
        for selector in page.evaluate(SELECTORS, sheet(name))
        if of_streamlit or not OF_STREAMLIT.search(selector)
    ]
    assert selectors, name
    left: list[str] = page.evaluate(UNMATCHED, [selectors, list(texts)])
    return [f"{name}: {selector}" for selector in left]


@pytest.fixture(scope="module")
def ledgers(lake, demonstrated, tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("awkward")
    made = {
        "bare": awkward.lake(folder / "bare", awkward.bare()),
        "tied": awkward.lake(folder / "tied", awkward.tied(), growth="tied"),
        "rare": awkward.lake(folder / "rare", awkward.rare(), growth="behind"),
        "alone": awkward.lake(folder / "alone", (), growth="alone"),
    }
    reference = Lake(folder / "reference")
    demonstration.fill(reference, "测试", sample=False, tell=lambda _: None)
    made["reference"] = reference
    return {"full": lake.folder, **{name: each.folder for name, each in made.items()}}


# room → ledger and parameters
LOOKS: Mapping[str, list[tuple[str, dict[str, str]]]] = {
    "targets": [
        ("full", {}),
        ("full", {"solve": "count", "since": "lastmonth"}),
        ("full", {"as_of": "2022-02-28"}),
        ("full", {"as_of": "2022-10-31", "cut": "as_of"}),
        ("full", {"as_of": "2022-01-05"}),
        ("tied", {}),
        ("alone", {}),
        ("bare", {}),
    ],
    "growth": [
        ("full", {}),
        ("full", {"as_of": "2022-01-05"}),
        ("alone", {}),
        ("tied", {}),
        ("rare", {}),
    ],
    "why": [
        ("full", {"since": "lastmonth", "indicator": code})
        for code in ("completed", "ahead", "implemented", "fai_growth")
    ],
    "ledger": [
        ("full", {}),
        ("full", {"q": "nothing"}),
        ("full", {"pick": "SL-2022-0001"}),
        ("full", {"town": "豫龙镇", "domain": "生态环保"}),
        ("full", {"indicator": "fai_lead_pp", "region": "河南省"}),
    ],
    "project": [
        *(("full", {"project": f"SL-2022-{number:04}"}) for number in range(1, 12)),
        # two issues of bonds; a problem closed late; a change with its reason; an earlier code
        *(("full", {"project": f"SL-2021-{end}"}) for end in ("0079", "0131", "0043", "9001")),
        *(("bare", {"project": code}) for code in ("B1", "B2", "B3", "B4", "B5")),
        *(("tied", {"project": code}) for code in ("T1", "T2", "T3", "T6")),
        ("rare", {"project": "R1"}),
    ],
    "teams": [("full", {}), ("full", {"only": "led", "opened": "市领导 06"})],
    "ceremonies": [
        ("full", {}),
        ("full", {"tour": "GM-2021-4"}),
        ("full", {"as_of": "2022-03-25", "ceremony": "JZ-2022-01"}),
        ("full", {"as_of": "2022-09-30", "cut": "as_of"}),
        ("bare", {}),
    ],
    "pipeline": [
        ("full", {}),
        ("full", {"board": "中央预算内谋划"}),
        ("full", {"town": "豫龙镇"}),
        ("full", {"as_of": "2022-01-15", "cut": "as_of"}),
        ("bare", {}),
    ],
    "classes": [
        ("full", {}),
        *(("full", {"view": view}) for view in ("重点项目", "三个一批", "补短板982", "专项债")),
        *(("full", {"view": view}) for view in ("中央预算内", "grips", "parks")),
        ("full", {"as_of": "2022-01-15"}),
        ("bare", {}),
        ("bare", {"view": "三个一批"}),
    ],
    "bonds": [
        ("full", {}),
        ("full", {"work": "all"}),
        ("full", {"as_of": "2022-07-31", "cut": "as_of"}),
        ("bare", {}),
    ],
    "worklog": [("full", {"person": "示例人员 31"})],
    "bulletin": [("full", {})],
    "freshness": [
        ("full", {}),
        ("full", {"as_of": "2022-06-15"}),
        ("bare", {}),
        ("bare", {"as_of": "2022-04-15"}),
    ],
    "indicators": [
        ("full", {}),
        ("full", {"definition": "completion"}),
        ("bare", {"definition": "fai_lead_pp"}),
        ("tied", {"definition": "completion", "as_of": "2022-01-05"}),
    ],
    "reconciliation": [("full", {}), ("full", {"fact": "key.ahead"})],
}


def page_of(room: str, own: Mapping[str, str]) -> str:
    """What a page says in its first response, without what dresses it there."""
    served()  # a script runs in a server
    query = urlencode({"as_of": awkward.AS_OF} | dict(own))
    return re.sub(
        r"<(style|script)>.*?</\1>", "", still_of(PAGES[room], query, {}).text, flags=re.S
    )


def site_links(folder: Path) -> list[str]:
    """The card of sites' links, which only who may write sees."""
    found = teams_data(view_of({"as_of": [awkward.AS_OF]}, READS))
    keys = ReportKeys(folder)
    (code, *_) = [one.project_id for one in links.site_links(found, keys)]
    keys.create(code)
    made = links.site_links(found, keys)
    return [links.html(found, made, (act, code), "") for act in ("show", "renew")]


def drafts(_folder: Path) -> list[str]:
    """Texts that were pasted on 核稿, with every verdict, a long one, and nothing of a verdict."""
    words = (ROOT / "data/published/bulletin_2022_05.txt").read_text("utf-8")
    words += "\n发行债券62.2亿元，累计使用46.0亿元，使用率73.9%。综合考核位居第2位。"  # 73.955, cut
    said = []
    for text, own in (
        (words, {}),
        (words * 20, {"figure": "9"}),
        ("完成3亿元", {"verdict": "bad"}),
    ):
        query = {"as_of": [awkward.AS_OF]} | {name: [value] for name, value in own.items()}
        view = view_of(query, bulletin.READS)
        found = bulletin.checked(view, text, "粘贴的稿子", bulletin.asked(view))
        parts = (page_parts.stamp, page_parts.tiles, page_parts.text, page_parts.chosen)
        said += [str(part(found)) for part in (*parts, page_parts.worst, page_parts.rest)]
    return [*said, *(one.replace('class="fg', 'aria-current="true" class="fg') for one in said)]


TO_WRITERS: Mapping[str, Callable[[Path], list[str]]] = {"teams": site_links, "bulletin": drafts}


@pytest.mark.parametrize("room", LOOKS)
def test_each_rule_of_a_room_dresses_something_that_its_page_says(
    page, monkeypatch, ledgers, room, tmp_path
):
    said = []
    if room in TO_WRITERS:
        monkeypatch.setenv("COCKPIT_LAKE", str(ledgers["full"]))
        said += TO_WRITERS[room](tmp_path)
    for ledger, own in LOOKS[room]:
        monkeypatch.setenv("COCKPIT_LAKE", str(ledgers[ledger]))
        said.append(page_of(room, own))
    left = unmatched(page, f"{room}/page.css", said, of_streamlit=False)
    print(*left, sep="\n")
    assert set(left) - set(NEVER) == set()


WALLS = {  # ledger → looks
    "full": [
        "",
        "as_of=2022-05-31&class=补短板982",
        "as_of=2022-01-05",
        "as_of=2022-05-31&version=1",
    ],
    "bare": [MAY],
    "tied": [MAY],
    "rare": [f"{MAY}&theme=light"],
    "alone": [MAY],
}


@pytest.mark.parametrize("name", ["wall/wall.css", "wall/document.css", "slides/slides.css"])
def test_each_rule_of_the_wall_and_its_slides_dresses_something(page, monkeypatch, ledgers, name):
    said = []
    for ledger, looks in WALLS.items():
        monkeypatch.setenv("COCKPIT_LAKE", str(ledgers[ledger]))
        client = Client(served())
        for look in looks:
            for slide in ("", *(f"/{slide}" for slide in SLIDES)):
                said.append(client.get(f"/wall{slide}?{look}", accept_encoding="identity").text)
    left = unmatched(page, name, said, of_streamlit=True)
    print(*left, sep="\n")
    assert set(left) - set(NEVER) == set()


STATES = (  # beside every page at its fullest
    f"/?{MAY}&class=补短板982",
    f"/ledger?{MAY}&lamp=红&since=lastmonth",
    f"/ledger?{MAY}&indicator=bond_issued",
    f"/project?{MAY}&project=SL-2022-0003&version=1",
    f"/why?{MAY}&indicator=completed&since=lastmonth&cause=progress",
)
PIECES = {  # what stands on a page only now and then, as it is drawn
    "banner": {"number": 1, "at": "", "message": "", "href": "/"},
    "person": {"person": {"name": "李", "email": ""}},
}
# what scripts write on a page: its server is away, one points at its charts
WRITTEN = """document.documentElement.toggleAttribute('data-away', true);
for (const chart of document.querySelectorAll('.chart-picture')) {
  chart.classList.add('live');
  chart.insertAdjacentHTML('beforeend', '<div class="chart-plot"></div>');
}"""


@pytest.mark.slow
def test_each_rule_that_pages_share_dresses_something(
    server, new_page, monkeypatch, ledgers, tmp_path
):
    page = new_page(1440, 1800, keep="all")
    page.goto(f"{server}/healthz")
    left = {name: page.evaluate(SELECTORS, sheet(name)) for name in SHARED}
    for room in PAGES.values():
        name = f"{room.room}/page.css"
        of_streamlit = filter(OF_STREAMLIT.search, page.evaluate(SELECTORS, sheet(name)))
        left[name] = [*of_streamlit]
    said = [markup.render(name, **values) for name, values in PIECES.items()]
    for ledger in ("bare", "tied", "rare"):
        monkeypatch.setenv("COCKPIT_LAKE", str(ledgers[ledger]))
        said += [page_of(room, own) for room in ROOMS for own in ({}, {"as_of": "2022-06-15"})]
    monkeypatch.setenv("COCKPIT_LAKE", str(ledgers["reference"]))  # growth, and no ledger
    look(page, left, [*said, page_of("growth", {})])
    for address in (*PATHS.values(), *STATES):
        look(opened(page, server + address), left)
    page.goto(f"{server}/freshness?as_of=yesterday")
    expect(page.locator(".notice")).to_be_visible(timeout=20_000)
    look(page, left)
    page.set_viewport_size({"width": 390, "height": 844})
    look(page, left)
    page.set_viewport_size({"width": 1440, "height": 1800})
    opened(page, server + PATHS["ledger"])
    page.locator(".grid .pick").first.click()
    expect(page.locator(".picked")).to_be_visible(timeout=20_000)
    page.locator(".grid thead button").nth(1).click()
    look(page, left)
    page.locator(".grid thead button").nth(1).click()
    look(page, left)
    page.get_by_role("button", name="下载").click()
    page.get_by_placeholder("找项目：名称或代码").press_sequentially("工程")
    look(page, left)
    page.keyboard.press("Enter")
    expect(page.locator("[class*='st-key-find-'] button").first).to_be_visible(timeout=20_000)
    look(page, left)
    opened(page, server + PATHS["bulletin"])
    look(page, left)
    page.get_by_role("button", name="试试").click()
    expect(page.locator(".draft")).to_be_visible(timeout=20_000)
    look(page, left)
    look_while_writing(page, left, ledgers["full"], tmp_path)
    found = [f"{name}: {selector}" for name, selectors in left.items() for selector in selectors]
    print(*found, sep="\n")
    assert set(found) - set(NEVER) == set()


def look_while_writing(
    page: Page, left: dict[str, list[str]], folder: Path, tmp_path: Path
) -> None:
    """A store of its own: two versions compared; 导入 with a faulty workbook, and a sound one."""
    shutil.copytree(folder, tmp_path / "lake")
    with Lake(tmp_path / "lake").change("测试", "改一个数") as con:
        con.execute("update problem set text = '示例' where problem_id = 'WT-125'")
    with started(tmp_path / "lake", COCKPIT_WRITING="on", COCKPIT_TODAY="2022-06-01") as own:
        look(opened(page, f"{own.address}/history?{MAY}&old=1&new=2"), left)
        look(opened(page, f"{own.address}/teams?{MAY}"), left)  # with the links of sites
        opened(page, f"{own.address}/imports")
        drop(page, "五月.xlsx", workbook(5, unit="", wrong=True))
        question = page.locator(".qs fieldset").first
        expect(question).to_be_visible(timeout=60_000)
        look(page, left)
        question.get_by_label("万元").check()
        expect(page.locator(".st-key-imports-marked")).to_be_visible(timeout=60_000)
        look(page, left)
        drop(page, "五月.xlsx", workbook(5, unit="单位：万元", wrong=False))
        expect(page.locator(".st-key-imports-end")).to_be_visible(timeout=60_000)
        look(page, left)


def look(page: Page, left: dict[str, list[str]], said: Sequence[str] | None = None) -> None:
    """Take out of what is left what matches in what is said, else on the page as it stands."""
    page.evaluate(WRITTEN)
    for name, selectors in left.items():
        left[name] = page.evaluate(UNMATCHED, [selectors, said])
