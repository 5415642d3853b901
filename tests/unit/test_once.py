"""A part of a screen is made once for all who look at the same, and anew for all who do not."""

from dataclasses import dataclass, replace
from datetime import date

import pytest

from cockpit.link.look import Look
from cockpit.screens.once import once
from cockpit.screens.view import View
from cockpit.warehouse.mart import Mart, empty
from queries.filters import Filters

LOOK = Look(Filters(date(2022, 5, 31)))
made: list[object] = []


@dataclass(frozen=True)
class Data:
    view: View


@once
def part(found: Data, *more: str) -> str:
    made.append(found.view.query)
    return f"drawn {more}"


@once
def of_view(view: View) -> int:
    made.append(view)
    return len(made)


@pytest.fixture
def view() -> View:
    made.clear()
    return View(Mart(1, empty()), LOOK, query={"as_of": ["2022-05-31"], "list": ["late"]})


def test_who_looks_at_the_same_is_drawn_the_same(view):
    again = replace(view, query={"list": ["late"], "as_of": ["2022-05-31"]})
    assert part(Data(view)) is part(Data(again))
    assert of_view(view) == of_view(again)
    assert len(made) == 2


def test_what_a_chat_adds_to_a_link_makes_nothing_anew(view):
    part(Data(view))
    part(Data(replace(view, query={**view.query, "utm_source": ["wechat"]})))
    assert len(made) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"query": {"list": ["open"]}},
        {"query": {"list": ["late"], "problem": ["P1"]}},
        {"look": LOOK.narrowed(towns=("豫龙镇",))},
        {"look": LOOK.narrowed(as_of=date(2022, 5, 30))},
        {"look": replace(LOOK, theme="dark")},
        {"is_latest": False},
    ],
    ids=["own", "another own", "town", "day", "theme", "earlier"],
)
def test_who_looks_at_anything_else_is_drawn_anew(view, change):
    part(Data(view))
    part(Data(replace(view, **change)))
    assert len(made) == 2


def test_another_day_of_the_clock_and_another_version_are_drawn_anew(view, monkeypatch):
    monkeypatch.setenv("COCKPIT_TODAY", "2022-06-01")
    part(Data(view))
    monkeypatch.setenv("COCKPIT_TODAY", "2022-06-02")
    part(Data(replace(view)))
    part(Data(replace(view, mart=Mart(2, view.mart.connection))))
    assert len(made) == 3


def test_a_newer_version_beside_an_earlier_one_on_screen_is_seen(view):
    """变动原因 of version 1 is compared with what came after it."""

    class Marts:
        latest = Mart(2, view.mart.connection)

        def held(self):
            return self.latest

    class Store:
        marts = Marts()

    earlier = replace(view, store=Store(), is_latest=False)
    part(Data(earlier))
    Marts.latest = Mart(3, view.mart.connection)
    part(Data(replace(earlier)))
    assert len(made) == 2


def test_what_follows_is_part_of_what_is_asked(view):
    assert part(Data(view), "a") != part(Data(view), "b")
    assert part(Data(view), "a") == "drawn ('a',)"
    assert len(made) == 2


def test_what_is_raised_is_raised_again(view):
    @once
    def refused(view: View) -> None:
        made.append(view)
        raise ValueError("no")

    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            refused(view)
    assert len(made) == 2
