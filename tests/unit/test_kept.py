"""Answers are kept per mart, and large ones only a few at a time."""

from pandas import DataFrame

from cockpit.warehouse import kept
from cockpit.warehouse.kept import Kept


def test_an_answer_is_made_once():
    answers, made = Kept(), []
    for _ in range(2):
        answers.get(("k",), lambda: made.append(1))
    assert made == [1]


def test_large_frames_are_dropped_oldest_first():
    answers = Kept()
    answers.get(("small",), lambda: DataFrame({"n": [1]}))
    for n in range(kept.MOST_LARGE + 3):
        answers.get((n,), lambda: DataFrame({"n": range(kept.LARGE + 1)}))
    left = [key for (key,) in answers.made]
    assert left == ["small", *range(3, kept.MOST_LARGE + 3)]
