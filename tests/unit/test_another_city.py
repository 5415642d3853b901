"""No module, template or stylesheet holds a city's names: another one's wall has its own."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from cockpit.__main__ import main
from cockpit.city import City, city_of
from cockpit.link.look import Look
from cockpit.screens import render, slides, wall
from cockpit.screens.view import View
from cockpit.screens.walk import slides_of
from cockpit.screens.wall import points
from cockpit.warehouse import mart as marts
from cockpit.warehouse.mart import Mart
from queries.filters import Filters
from tests.another_city import CLASSES, DAY, DOMAINS, NOT_SAID, loaded

ROOT = Path(__file__).parents[2]
LOOK = Look(Filters(DAY))


@pytest.fixture(scope="module")
def lake(tmp_path_factory):
    return loaded(tmp_path_factory.mktemp("another"))


@pytest.fixture(scope="module")
def view(lake):
    return View(marts.build(lake, lake.newest()), LOOK)


def foreign(text: str) -> list[str]:
    """The names of the demonstration's city in a text, and places left for a city's words."""
    said = unescape(re.sub(r"src:url\(data:[^)]*\)", "", text))
    return [name for name in (*NOT_SAID, "{home", "{led", "{classes") if name in said]


def test_the_wall_has_its_names_digits_classes_and_library(view):
    said = wall.compose(view)
    text = render.wall_document(said, code="c")
    assert foreign(text) == []
    assert "云岭市山水振兴“17642”行动" in text
    assert [digit.sign for digit in said.city.digits] == ["1", "7", "6", "4", "2"]
    assert re.findall(r'data-slide="(\w+)" title="分屏：', text)[:5] == ["1", "7", "6", "4", "2"]
    assert [row.name for row in said.classes.rows] == [f"墙上{name}" for name in CLASSES]
    assert sorted(bar.name for bar in said.domains.bars) == sorted(DOMAINS)
    assert [item.name for item in said.pipeline.items] == ["梯次储备库", "未列名的库"]
    assert [grip.full_name for grip in said.grips] == ["国州级攻坚项目", "政府投资项目"]
    assert said.growth.rank.name == "青川州 3 县（市）"
    assert said.growth.rows[0].name == "云岭市"


def test_published_figures_stand_where_its_own_table_says_so(view):
    said = wall.compose(view)
    first = said.classes.rows[0]
    assert (first.projects.text, first.projects.kind) == ("3", "published")
    assert (first.rate.text, first.rate.kind) == ("44.0", "published")
    lead = next(row.lead for row in said.growth.rows if row.name == "栖霞省")
    assert (lead.size.text, lead.size.kind) == ("2.7", "published")


def test_every_slide_opens_by_the_plans_own_digit(view):
    there = slides_of(view.city)
    assert list(there) == ["1", "7", "6", "4", "2", "musts", "slow"]
    subjects = ["goal", "domains", "pairs", "money", "grips", "musts", "slow"]
    assert [slide.subject for slide in there.values()] == subjects
    for address in there:
        context = slides.compose(address, view)
        assert context.picture, address
        assert foreign(render.slide_document(context, code="c")) == []
    assert "六类项目已实施" in render.slide_document(slides.compose("6", view))


def test_the_text_to_copy_and_the_command_line_say_its_names(
    view, lake, monkeypatch, capsys, tmp_path
):
    text = points.points(wall.compose(view), "/wall")
    assert text.startswith("云岭市“17642”行动 · 截至 2031-05-31")
    assert [line[:4] for line in text.splitlines()[2:7]] == [
        "1 目标", "7 领域", "6 项目", "4 投资", "2 抓手"
    ]  # fmt: skip
    monkeypatch.setenv("COCKPIT_LAKE", str(lake.folder))
    monkeypatch.setenv("COCKPIT_TODAY", "2031-06-10")
    assert main(["reconcile", "--as-of", "2031-05-31"]) in {0, 1}
    said = capsys.readouterr().out
    assert "没有登记对照" in said  # a fact of which nobody said what it is held against
    assert (
        main(["render", "wall/7", "--as-of", "2031-05-31", "--out", str(tmp_path / "7.html")]) == 0
    )
    assert (
        main(["render", "wall/8", "--as-of", "2031-05-31", "--out", str(tmp_path / "8.html")]) == 1
    )
    assert "打开其中一屏：1、7、6、4、2、musts、slow" in capsys.readouterr().err
    assert foreign(text + said + (tmp_path / "7.html").read_text("utf-8")) == []


def test_without_any_names_a_wall_still_stands():
    """A store from before they were data, until they are loaded."""
    nobody = View(Mart(0, marts.empty()), LOOK)
    assert city_of(nobody.mart, DAY) == City()
    text = render.wall_document(wall.compose(nobody), code="c")
    assert foreign(text) == []
    assert "None" not in text
    for address in slides_of(nobody.city):
        assert foreign(render.slide_document(slides.compose(address, nobody), code="c")) == []


def test_two_digits_of_one_sign_have_an_address_each(mart):
    mart.execute("delete from program")
    mart.execute(
        "insert into program (year, digit, position, indicator, valid_from) values"
        " (2031, '7', 1, 'domains_ahead', '2031-01-01'), (2031, '7', 2, 'fai_growth', '2031-01-01')"
    )
    digits = city_of(Mart(1, mart), DAY).digits
    assert [digit.slide for digit in digits] == ["7", "goal", "grips", "pairs", "money"]


def test_another_years_plan_is_named_in_its_year(mart):
    mart.execute("insert into plan values (2023, '13845', '新行动')")
    names = [
        city_of(Mart(1, mart), DAY.replace(year=year)).plan_name for year in (2021, 2022, 2024)
    ]
    assert names == ["12834", "12834", "13845"]


# nothing of it in the code

ALIASES = {  # headers and names of files that its offices write; every office may write them
    "cockpit/tables/contracts.py": {"五类", "三个一批", "982", "中央预算内"},  # a source of money
    "cockpit/screens/pages.py": {"SL-20"},  # the demonstration's project, as an example of a link
}


def code_of(path: Path) -> Iterator[str]:
    """What of a file is code: no comment, no docstring. A question is whole: a screen shows it."""
    text = path.read_text("utf-8")
    if path.suffix == ".py":
        documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
        docs = {
            node.body[0].lineno
            for node in ast.walk(ast.parse(text))
            if isinstance(node, documented) and ast.get_docstring(node) is not None
        }
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type != tokenize.COMMENT and token.start[0] not in docs:
                yield token.string
        return
    if path.is_relative_to(ROOT / "queries"):
        yield text
        return
    comments = {
        ".sql": r"--[^\n]*", ".j2": r"\{#.*?#\}", ".css": r"/\*.*?\*/", ".js": r"(?m)(?<!:)//.*$",
    }  # fmt: skip
    yield re.sub(comments[path.suffix], "", text, flags=re.DOTALL if path.suffix != ".js" else 0)


FILES = [
    path
    for room in ("cockpit", "queries", "pages")
    for path in sorted((ROOT / room).rglob("*"))
    if path.suffix in {".py", ".sql", ".j2", ".css", ".js"} and "vendor" not in path.parts
]


@pytest.mark.parametrize("name", NOT_SAID)
def test_no_code_holds_a_name_of_the_demonstrations_city(name):
    found = set()
    for path in FILES:
        where = path.relative_to(ROOT).as_posix()
        if name in ALIASES.get(where, ()):
            continue
        if any(name in piece for piece in code_of(path)):
            found.add(where)
    assert found == set()
