"""Adding a slide, run: CONTRIBUTING.md shows the marked parts of this file.

The slide is invented, 红灯; it is in the walk while a test of this file runs, and no longer.
"""

import sys
from datetime import date
from types import ModuleType

import pytest
from given import given, lamp_rule, on, plan, report
from jinja2 import ChoiceLoader, DictLoader

from cockpit.link.look import Look
from cockpit.screens import render, slides, walk
from cockpit.screens.markup import environment
from cockpit.screens.view import View
from cockpit.screens.walk import SlideEntry
from cockpit.warehouse.mart import Mart
from queries.filters import Filters
from tests.contributing import part, parts, section
from tests.sample import sample_mart
from tests.unit.test_screens import text

MAY = Look(Filters(date(2022, 5, 31)))

# [1 entry]
ENTRY = SlideEntry("red", "red", "R", "红灯项目", "红灯", "红灯项目，个", False, "as_of")
# [end]

MODULE = '''
# [2 slide]
"""Slide R: how many projects have a red lamp."""

from dataclasses import dataclass

from cockpit.screens.figures import Figure, FigureMaker
from cockpit.screens.slides.text import SlideText, words
from cockpit.screens.view import View
from queries import lamps


@dataclass(frozen=True)
class RedPicture:
    """The red lamps."""

    red: Figure  # how many projects have one
    names: tuple[str, ...]  # the first few of them


def draw(figures: FigureMaker, view: View) -> SlideText:
    """Headline and picture."""
    projects = view.ask(lamps.by_project)
    red = projects[projects["lamp"] == "红"]
    count = figures.from_ledger("lamp_red", len(red))
    headline = (words("红灯项目 ", count, " 个"),)
    if red.empty:
        return SlideText(headline, None, "没有红灯项目")
    return SlideText(headline, RedPicture(count, tuple(red["name"].head(5))), "")
# [end]
'''

TEMPLATE = """
# [3 template]
{# Reads RedPicture. #}
{%- extends "slides/frame.html.j2" -%}
{%- from "macros.html.j2" import fig -%}
{% block picture %}
<p class="big">{{ fig(picture.red) }}</p>
{% for name in picture.names %}<p data-label>{{ name }}</p>{% endfor %}
{% endblock %}
# [end]
"""


@pytest.fixture
def listed(monkeypatch) -> SlideEntry:
    """The project as it would be with this slide."""
    module = ModuleType("cockpit.screens.slides.red")
    monkeypatch.setitem(sys.modules, "cockpit.screens.slides.red", module)
    exec(compile(part(MODULE), "red.py", "exec"), module.__dict__)
    monkeypatch.setattr(walk, "OTHERS", (*walk.OTHERS, ENTRY))
    ours = DictLoader({"slides/red.html.j2": part(TEMPLATE)})
    monkeypatch.setattr(environment(), "loader", ChoiceLoader([environment().loader, ours]))
    return ENTRY


# [4 test]
def test_the_slide_counts_red_lamps(mart, listed):
    given(mart, lamp_rule(), plan("P1", 100), report("P1", "2022-05-31", 5))  # 36.7 below 序时
    given(mart, plan("P2", 100), report("P2", "2022-05-31", 40))  # 1.7 below
    said = slides.compose("red", View(Mart(1, mart), Look(on("2022-05-31"))))
    assert said.title == "红灯项目 1 个｜截至 2022-05-31"


# [end]


def test_the_walk_leads_to_it_and_it_is_drawn(listed):
    said = slides.compose("red", View(sample_mart(), MAY))
    assert (said.walk[-1].sign, said.walk[-1].is_current) == ("R", True)
    drawn = render.slide_document(said, code="c")
    assert drawn.count("<p data-label>示例·") == 5
    assert "红灯项目" in text(drawn)


# what CONTRIBUTING.md says

SECTION = section("Adding a slide")


@pytest.mark.parametrize(("name", "code"), parts(__file__))
def test_contributing_shows_this_part_as_it_runs(name, code):
    assert code in SECTION.text


def test_a_slide_is_at_most_five_files():
    assert SECTION.new == [
        "cockpit/screens/slides/red.py",
        "cockpit/screens/slides/red.html.j2",
        "tests/unit/test_red.py",
    ]
    assert len(SECTION.files) <= 5
