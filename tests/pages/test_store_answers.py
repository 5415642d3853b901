"""Answers are kept per mart, and large ones only a few at a time."""

from pandas import DataFrame

from cockpit.warehouse import mart as marts
from cockpit.warehouse.mart import Mart
from cockpit.web.server import store


def test_an_answer_is_made_once():
    mart, made = Mart(1, marts.empty()), []
    for _ in range(2):
        store.remember(mart, ("k",), lambda: made.append(1))
    assert made == [1]


def test_large_frames_are_dropped_oldest_first():
    mart = Mart(1, marts.empty())
    store.remember(mart, ("small",), lambda: DataFrame({"n": [1]}))
    for n in range(store.KEPT_LARGE + 3):
        store.remember(mart, (n,), lambda: DataFrame({"n": range(store.LARGE + 1)}))
    kept = [key for (key,) in mart.answers]
    assert kept == ["small", *range(3, store.KEPT_LARGE + 3)]
