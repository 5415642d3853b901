"""Answers are kept per mart, made once whoever asks, and only as many as fit."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from pandas import DataFrame

from cockpit.warehouse import kept
from cockpit.warehouse.kept import Kept


def test_an_answer_is_made_once():
    answers, made = Kept(), []
    for _ in range(2):
        answers.get(("k",), lambda: made.append(1))
    assert made == [1]


def test_who_asks_meanwhile_waits_for_the_one_that_is_being_made():
    answers, made, at_work, goes_on = Kept(), [], threading.Event(), threading.Event()

    def make() -> str:
        made.append(1)
        at_work.set()
        assert goes_on.wait(10)
        return "done"

    with ThreadPoolExecutor(3) as pool:
        first = pool.submit(answers.get, ("k",), make)
        assert at_work.wait(10)
        others = [pool.submit(answers.get, ("k",), make) for _ in range(2)]
        assert answers.get(("another",), lambda: "at once") == "at once"
        goes_on.set()
        assert [one.result(10) for one in (first, *others)] == ["done"] * 3
    assert made == [1]


def test_pages_make_a_few_at_a_time_and_who_is_no_page_does_not_queue(monkeypatch):
    monkeypatch.setattr(kept, "_turns", threading.BoundedSemaphore(1))
    answers, at_work, goes_on, begun = Kept(), threading.Event(), threading.Event(), []

    def page(name: str) -> str:
        def make() -> str:
            begun.append(name)
            at_work.set()
            assert goes_on.wait(10)
            return answers.get((name, "part"), lambda: name)  # what it needs is of the same turn

        with kept.in_turn():
            return answers.get((name,), make)

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(page, "first")
        assert at_work.wait(10)
        second = pool.submit(page, "second")
        assert answers.get(("wall",), lambda: "at once") == "at once"
        assert begun == ["first"]
        goes_on.set()
        assert (first.result(10), second.result(10)) == ("first", "second")
    assert begun == ["first", "second"]


def test_a_new_version_goes_before_pages():
    answers, asked = Kept(), threading.Event()

    def page() -> str:
        with kept.in_turn():
            asked.set()
            return answers.get(("page",), lambda: "drawn")

    with ThreadPoolExecutor(1) as pool:
        with kept.first(), kept.first():
            drawn = pool.submit(page)
            assert asked.wait(10)
            assert answers.get(("wall",), lambda: "at once") == "at once"
            with pytest.raises(TimeoutError):
                drawn.result(0.2)
        assert drawn.result(10) == "drawn"


def test_a_page_whose_part_fails_gives_its_turn_back(monkeypatch):
    monkeypatch.setattr(kept, "_turns", threading.BoundedSemaphore(1))
    answers = Kept()
    for _ in range(2):
        with kept.in_turn(), pytest.raises(ZeroDivisionError):
            answers.get(("k",), lambda: 1 // 0)
    with kept.in_turn():
        assert answers.get(("k",), lambda: 2) == 2


def test_what_failed_is_tried_again():
    answers = Kept()
    with pytest.raises(ZeroDivisionError):
        answers.get(("k",), lambda: 1 // 0)
    assert answers.get(("k",), lambda: 2) == 2


def test_what_was_not_asked_for_the_longest_goes_first(monkeypatch):
    frame = DataFrame({"n": range(1000)})  # 8 bytes a row
    monkeypatch.setattr(kept, "MOST_BYTES", 3 * (kept.SMALL + 8000))
    answers = Kept()
    for n in range(3):
        answers.get((n,), frame.copy)
    answers.get((0,), frame.copy)
    answers.get((3,), frame.copy)
    assert [key for (key,) in answers.made] == [2, 0, 3]
    assert answers.bytes == 3 * (kept.SMALL + 8000)


def test_texts_and_frames_count_wherever_they_are_held():
    class Holds:
        def __init__(self) -> None:
            self.frame, self.words = DataFrame({"n": range(1000)}), "字" * 500

    assert kept.size("字" * 500) == 1000
    assert kept.size((Holds(), "字")) > 8000 + 1000


def test_no_more_than_so_many(monkeypatch):
    monkeypatch.setattr(kept, "MOST", 2)
    answers = Kept()
    for n in range(4):
        answers.get((n,), lambda: None)
    assert [key for (key,) in answers.made] == [2, 3]
