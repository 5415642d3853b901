"""Every chart of every page: its picture, and what Plotly is given."""

import json
import re

import pytest

from cockpit.screens.pages import PAGES
from cockpit.web.server.access import Visitor
from tests.pages.reading import charts_of, pictures_of, plain

CHARTS = {"targets": 2, "growth": 2, "why": 1, "project": 1, "bonds": 4}
MAY = {"as_of": "2022-05-31", "version": "1"}
TAG = re.compile(r"</?b>|</?span[^>]*>")


@pytest.mark.parametrize("path", PAGES)
def test_each_chart_is_drawn_first_as_a_picture_of_the_same_figure(filled, run, path):
    test = run(path, **MAY, **PAGES[path].example_query)
    charts, pictures = charts_of(test), pictures_of(test)
    assert len(charts) == CHARTS.get(path, 0)
    for chart, picture in zip(charts, pictures, strict=True):
        layout, words = chart["layout"], plain(picture, "§")
        assert f"--high:{layout['height']}px" in picture
        notes = [TAG.sub("§", note["text"]) for note in layout["annotations"]]
        said = [part for note in notes for part in note.split("§") if part.strip()]
        assert [part for part in said if plain(part).strip() not in words] == []
        assert picture.count("chart-note") == len(notes)
        axes = [axis for name, axis in layout.items() if name[1:5] == "axis"]
        ticks = sum(len(axis["tickvals"]) for axis in axes if axis.get("visible", True))
        assert picture.count("chart-tick") == ticks
        lines = [t for t in chart["data"] if "lines" in t.get("mode", "")]
        assert picture.count("chart-line") == len(lines)


def test_what_plotly_is_given_fetches_nothing(filled, run):
    for path in CHARTS:
        test = run(path, **MAY, **PAGES[path].example_query)
        for element in test.get("bidi_component"):
            given = json.loads(element.proto.json or "{}")
            if "figure" in given:
                assert given["plotly"].startswith("/static/")
                assert "://" not in given["figure"]


def test_a_saved_chart_says_whose_figures_it_shows_and_of_which_choice(filled, run):
    test = run("targets", **MAY, domain="新型城镇化")
    words = words_of(test)[0]
    assert words["stamp"] == (
        "荥阳市扩大有效投资“12834”行动 · 示例数据 · 截至 2022-05-31 · 数据版本 1 · 筛选：新型城镇化"
    )
    assert words["name"].endswith("-2022-05-31-v1.png")
    assert not set('\\/:*?"<>|') & set(words["name"])
    (alone,) = words_of(run("project", **MAY, project="SL-2022-0011", domain="新型城镇化"))
    assert "筛选" not in alone["stamp"]  # a project is one, whatever is chosen


def test_who_may_not_download_saves_no_chart(filled, run, monkeypatch):
    assert words_of(run("targets", **MAY))[0]
    monkeypatch.setattr("cockpit.web.page.visitor", lambda: Visitor(may_download=False))
    assert words_of(run("targets", **MAY)) == [None, None]


def words_of(test):
    given = [json.loads(one.proto.json or "{}") for one in test.get("bidi_component")]
    return [one["words"] for one in given if "words" in one]
