"""A comparison with an earlier version is taken, and dated, where that version was reported to."""

from datetime import date
from types import SimpleNamespace

import pytest
from given import given, on, plan, report

from cockpit.link.look import Look
from cockpit.link.since import Since
from cockpit.registry.indicators import INDICATORS
from cockpit.screens import compare
from cockpit.screens.ledger import moves
from cockpit.screens.view import View
from cockpit.warehouse import mart as marts
from cockpit.warehouse.mart import Mart

MONDAY = Since("lastmonday", "5 月 23 日", date(2022, 5, 23), 1)


def version(number: int, *days: str) -> Mart:
    rows = [report("P1", day, 10 * at) for at, day in enumerate(days, start=1)]
    return Mart(number, given(marts.empty(), plan("P1", 100), *rows))


@pytest.fixture
def view() -> View:
    """Version 2 goes to 31 May by days; the version of that Monday went to 18 May."""
    old = version(1, "2022-05-18")
    new = version(2, "2022-05-18", "2022-05-23", "2022-05-31")
    return View(new, Look(on("2022-05-31")), store=SimpleNamespace(current={1: old}.get))


def test_the_small_line_takes_the_cut_of_the_version_then(view):
    _, cut = compare._taken(view, view.look, INDICATORS["completed"], MONDAY)
    assert cut == date(2022, 5, 18)


def test_so_does_the_ledgers_column(view):
    assert moves.cut_of(view, MONDAY) == date(2022, 5, 18)
