"""Adding a page, run: CONTRIBUTING.md shows the marked parts of this file.

The page is invented, 乡镇亮灯; it is listed while a test of this file runs, and no longer.
"""

import sys
from pathlib import Path
from types import ModuleType

import pytest
from streamlit.testing.v1 import AppTest

from cockpit.screens import pages
from cockpit.screens.pages import PAGES, SECTIONS, PageEntry
from cockpit.web.server.first import still_of
from cockpit.web.view import view_of
from tests.contributing import part, parts, section
from tests.pages.reading import plain, served, tables_of, text_of

ROOT = Path(__file__).parents[2]
MAY = {"as_of": ["2022-05-31"], "version": ["1"]}

SCREEN = '''
# [1 screen]
"""乡镇亮灯: in which township the red and the yellow lamps are."""

from markupsafe import Markup
from pandas import DataFrame

from cockpit.registry.columns import Column
from cockpit.screens import grid
from cockpit.screens.page import Headline
from cockpit.screens.view import View
from queries import lamps

COLUMNS = (
    Column("township", "乡镇（街道）", width=140),
    Column("red", "红灯（个）", "count"),
    Column("yellow", "黄灯（个）", "count"),
)


def by_township(view: View) -> DataFrame:
    """Columns: township; red, yellow (counts of projects), the most red first."""
    projects = view.ask(lamps.by_project)
    lit = projects.assign(red=projects["lamp"] == "红", yellow=projects["lamp"] == "黄")
    summed = lit.groupby("township")[["red", "yellow"]].sum().reset_index()
    return summed.sort_values(["red", "yellow", "township"], ascending=[False, False, True])


def headline(view: View) -> Headline:
    """What the page finds."""
    first = by_township(view).iloc[0]
    return Headline(f"{first.township}红灯最多，{first.red} 个", "", view.stamp().cut_on)


def table(view: View) -> Markup:
    """The townships."""
    return grid.html(by_township(view), COLUMNS)

# [end]
'''

SCRIPT = '''
# [2 script]
"""乡镇亮灯: in which township the red and the yellow lamps are."""

from cockpit import web
from cockpit.screens import towns

view = web.view()

web.headline(towns.headline(view).title)
web.stamp(view)
with web.card("towns"):
    web.draw(towns.table(view), key="towns")
# [end]
'''

# [3 entry]
ENTRY = PageEntry(
    "towns", "乡镇亮灯", "分析", "analysis/towns.py",
    "红灯、黄灯各在哪些乡镇",
    shows=("not_reported",),
)  # fmt: skip
# [end]


@pytest.fixture
def listed(tmp_path, monkeypatch) -> PageEntry:
    """The project as it would be with this page."""
    module = ModuleType("cockpit.screens.towns")
    exec(compile(part(SCREEN), "towns.py", "exec"), module.__dict__)
    monkeypatch.setitem(sys.modules, "cockpit.screens.towns", module)
    monkeypatch.setattr("cockpit.screens.towns", module, raising=False)
    script = tmp_path / ENTRY.script
    script.parent.mkdir()
    script.write_text(part(SCRIPT), "utf-8")
    monkeypatch.setattr(pages, "SCRIPTS", tmp_path)
    monkeypatch.setattr(PageEntry, "file", property(file_of(tmp_path)))
    monkeypatch.setitem(PAGES, "towns", ENTRY)
    monkeypatch.setitem(SECTIONS, "分析", [*SECTIONS["分析"], ENTRY])
    return ENTRY


def file_of(folder: Path):
    """Its script where it was written; those of the project where they are."""
    return lambda page: (folder if page is ENTRY else ROOT / "pages") / page.script


def drawn(page: PageEntry) -> AppTest:
    test = AppTest.from_file(str(ROOT / "cockpit/web/navigation.py"), default_timeout=60)
    for name, (value,) in MAY.items():
        test.query_params[name] = value
    return test.switch_page(str(page.file)).run()


# [4 test]
def test_the_township_with_the_most_red_lamps_comes_first(filled, listed):
    view = view_of(MAY, listed.own)
    (table,) = tables_of(drawn(listed))
    assert table["红灯（个）"].is_monotonic_decreasing
    assert table["乡镇（街道）"][0] in listed.headline(view).title


# [end]


def test_the_page_is_drawn_as_its_first_response_says_it(filled, listed):
    test = drawn(listed)
    assert not test.exception
    served()  # a script runs in a server
    said = plain(still_of(listed, "as_of=2022-05-31&version=1", {}).text, " ")
    for words in plain(text_of(test), "§").split("§"):
        assert words.strip() in said or words.startswith("按月：")  # in the bar's popover


# what CONTRIBUTING.md says

SECTION = section("Adding a page")


@pytest.mark.parametrize(("name", "code"), parts(__file__))
def test_contributing_shows_this_part_as_it_runs(name, code):
    assert code in SECTION.text


def test_a_page_is_at_most_seven_files():
    assert SECTION.new == [
        "cockpit/screens/towns.py",
        "pages/analysis/towns.py",
        "tests/pages/test_towns.py",
    ]
    assert len(SECTION.files) <= 7
