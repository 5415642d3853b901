"""Each published fact has a computed twin, or a reason why not."""

import csv
from pathlib import Path

import pytest
from given import ask, on, small_ledger

from cockpit.indicators import INDICATORS
from cockpit.twins import BEYOND, INPUTS, TWINS
from cockpit.warehouse import mart as marts

ROOT = Path(__file__).parents[2]
FACTS = [
    line["fact_id"]
    for line in csv.DictReader((ROOT / "data/published/published_fact.csv").open(encoding="utf-8"))
]


@pytest.fixture(scope="module")
def ledger():
    return small_ledger(marts.empty())


def test_no_published_fact_is_passed_over():
    assert sorted(FACTS) == sorted([*TWINS, *INPUTS, *BEYOND])


def test_fact_has_one_place_only():
    assert len([*TWINS, *INPUTS, *BEYOND]) == len({*TWINS, *INPUTS, *BEYOND})


@pytest.mark.parametrize("fact", TWINS)
def test_twin_is_an_indicator_and_its_row_can_be_picked(fact, ledger):
    twin = TWINS[fact]
    question, _ = INDICATORS[twin.indicator].source.split(":")
    answer = ask(ledger, question, on("2022-05-31", **twin.narrow))
    assert set(twin.where) <= set(answer.columns)


@pytest.mark.parametrize("fact", [f for f, twin in TWINS.items() if twin.difference_of])
def test_difference_is_of_a_fact_with_the_same_projects(fact):
    assert TWINS[TWINS[fact].difference_of].narrow == TWINS[fact].narrow


def test_rate_of_key_projects_is_that_of_two_levels(ledger):
    twin = TWINS["key.completion"]
    answer = ask(ledger, "investment.total", on("2022-05-31", **twin.narrow))
    assert answer.completion_ratio[0] == 140 / 300  # P01 60/100, P02 80/200
