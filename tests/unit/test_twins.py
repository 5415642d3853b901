"""Each published fact has a computed twin, or a reason why not."""

import csv
from datetime import date
from pathlib import Path

import pytest
from given import ask, on, small_ledger

from cockpit.city import city_of
from cockpit.registry.indicators import INDICATORS
from cockpit.warehouse import mart as marts
from tests.sample import sample_mart

ROOT = Path(__file__).parents[2]
FACTS = [
    line["fact_id"]
    for line in csv.DictReader((ROOT / "data/published/published_fact.csv").open(encoding="utf-8"))
]


HELD = city_of(sample_mart(), date(2022, 5, 31)).facts
COMPUTED_AS = {fact: held for fact, held in HELD.items() if held.answer == "figure"}


@pytest.fixture(scope="module")
def ledger():
    return small_ledger(marts.empty())


def test_no_published_fact_is_passed_over():
    assert sorted(FACTS) == sorted(HELD)
    assert {held.answer for held in HELD.values()} == {"figure", "given", "outside"}


@pytest.mark.parametrize("fact", COMPUTED_AS)
def test_twin_is_an_indicator_and_its_row_can_be_picked(fact, ledger):
    twin = COMPUTED_AS[fact]
    question, _ = INDICATORS[twin.indicator].source.split(":")
    answer = ask(ledger, question, on("2022-05-31", **twin.narrow))
    assert set(twin.where) <= set(answer.columns)


@pytest.mark.parametrize("fact", [f for f, twin in COMPUTED_AS.items() if twin.difference_of])
def test_difference_is_of_a_fact_with_the_same_projects(fact):
    assert COMPUTED_AS[COMPUTED_AS[fact].difference_of].narrow == COMPUTED_AS[fact].narrow


def test_rate_of_key_projects_is_that_of_two_levels(ledger):
    twin = COMPUTED_AS["key.completion"]
    answer = ask(ledger, "investment.total", on("2022-05-31", **twin.narrow))
    assert answer.completion_ratio[0] == 140 / 300  # P01 60/100, P02 80/200
