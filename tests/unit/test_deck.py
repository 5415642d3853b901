"""The deck: its pages in their order, the screens' figures, and a file that stands alone."""

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest

from cockpit.link.look import Look
from cockpit.pack import deck
from cockpit.pack.said import compose
from cockpit.screens import render, wall
from cockpit.screens.view import View
from cockpit.warehouse import mart as marts
from cockpit.warehouse.mart import Mart
from queries.filters import Filters
from tests.given import small_ledger
from tests.sample import sample_mart

MAY, MEETING = date(2022, 5, 31), "2022-06-06"
PAGES = ["last", "numbers", "names", "project", "project", "bodies", "decisions"]


@pytest.fixture(autouse=True)
def _monday(monkeypatch):
    monkeypatch.setenv("COCKPIT_TODAY", MEETING)


def context(view, meeting=MEETING, photos=None):
    return deck.compose(view, compose(view, meeting), photos)


@pytest.fixture(scope="module")
def view():
    return View(sample_mart(), Look(Filters(MAY)))


def plain(html):
    text = unescape(re.sub(r"<(style|script)\b.*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL))
    return re.sub(r"\s+", " ", text)


def test_the_pages_stand_in_the_order_of_the_meeting(view):
    found = context(view)
    assert [page.kind for page in found.pages] == PAGES
    assert found.pages[0].title == "上次议定 7 件：逾期 1 件，调整 1 件，推进中 2 件，落实 3 件"
    assert [page.title for page in found.pages[3:5]] == [
        "示例·新材料产业园一期",
        "示例·城乡供水一体化",
    ]


def test_what_is_not_done_comes_first_with_both_dates(view):
    body = context(view).pages[0].body
    assert [one.state for one in body.open] == ["逾期", "调整", "推进中", "推进中"]
    assert body.open[0].clock == "逾期 5 天"  # 06-01 to 06-06
    assert (body.open[1].first_due, body.open[1].due) == ("06-02", "06-10")
    assert len(body.done) == 3
    # four rows of what is not done and two of what is fill the page
    assert (body.older_said, body.older) == ("更早的会没落实 3 件，见周一碰头会页", [])


def test_where_there_is_room_what_older_meetings_left_undone_stands_below(view):
    said = compose(view, MEETING)
    agenda = replace(said.agenda, last=said.agenda.last[:4])
    body = deck.compose(view, replace(said, agenda=agenda)).pages[0].body
    assert body.older_said == "更早的会没落实 3 件"
    assert body.older[0].clock == "逾期 12 天"  # 05-25 to 06-06


def test_its_numbers_are_the_walls(view):
    said = wall.compose(view)
    figures = [one.figure.text for one in context(view).pages[1].body]
    assert figures == [
        said.goal.growth.text, said.grips[0].rate.text, said.count.implemented.text,
        said.money.completed.text,
    ]  # fmt: skip


def test_a_slow_project_has_its_gap_its_nodes_its_cause_and_what_is_asked(view):
    body = context(view).pages[3].body
    assert body.gap.size.text == "31.4"
    assert [node.said for node in body.nodes[:2]] == ["▼ 超期 70 天", "▼ 超期 66 天"]
    assert "剩余用地组卷未批" in body.cause
    assert "超期 17 天" in body.clock
    assert [one.text for one in body.to_ask] == ["报出剩余用地组卷", "二标段先干已供地块"]
    assert any(one.clock == "逾期 12 天" for one in body.asked)  # 05-25 to 06-06


def test_decisions_are_read_out_in_whole_sentences(view):
    notes = context(view).pages[-1].notes
    assert (
        notes[0]
        == "第一件：示例单位 14牵头，示例单位 32配合，6 月 10 日（周五）前，报出剩余用地组卷。"
    )


def test_a_file_for_offline_asks_for_nothing_and_walks(view):
    text = render.deck_document(context(view))
    assert "/events" not in text
    assert not re.search(r"(?:src|href)=\"(?:https?:|/app/)", text)
    assert "url(/app" not in text
    assert "ArrowRight" in text
    assert text.count('data-page="') == len(PAGES)
    assert "171.0" in plain(text)


def test_photos_stand_only_where_they_may(view):
    assert not context(view).pages[3].body.photos
    shown = context(view, photos=lambda sha256: f"data:,{sha256}")
    assert shown.pages[3].body.photos == []  # the demonstration has none


def test_hostile_words_are_drawn_as_they_were_typed(view):
    said = compose(view, MEETING)
    bad = '<img src=x onerror="alert(1)"></template><script>alert(2)</script>'
    asked = tuple(replace(one, text=bad, lead=bad) for one in said.agenda.asked)
    agenda = replace(said.agenda, asked=asked, last=asked)
    text = render.deck_document(deck.compose(view, replace(said, agenda=agenda)))
    assert "<img" not in text
    assert text.count("<script>") == 1


def test_a_ledger_without_meetings_says_so_and_keeps_its_pages():
    mart = Mart(1, small_ledger(marts.empty()))
    for table in ("meeting", "meeting_item", "decision", "decision_event"):
        mart.connection.execute(f"delete from {table}")
    found = context(View(mart, Look(Filters(MAY))))
    assert found.pages[0].title == "上次没有议定事项"
    assert found.pages[-1].title == "没有提请议定的事"
    assert "没有" in plain(render.deck_document(found))


def test_an_empty_ledger_has_a_deck_without_a_wrong_figure():
    found = context(View(Mart(1, marts.empty()), Look(Filters(MAY))))
    text = plain(render.deck_document(found))
    assert [page.kind for page in found.pages] == [k for k in PAGES if k != "project"]
    assert "nan" not in text.lower()
    assert "没有装入分包领导" in text
