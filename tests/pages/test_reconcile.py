"""Published against computed: each fact's verdict on the demonstration ledger."""

from datetime import date

import pytest

from cockpit.city import city_of
from cockpit.commands.showing import print_lines
from cockpit.reconcile.lines import lines, none_judged, words
from cockpit.reconcile.verdict import Verdict
from cockpit.screens.reconciliation.page import finding
from queries.filters import Filters
from tests.sample import filled, mart_without_ledger, sample_mart

DAY = date(2022, 5, 31)
HELD = city_of(sample_mart(), DAY).facts
GIVEN = {fact for fact, held in HELD.items() if held.answer == "given"}
OUTSIDE = {fact for fact, held in HELD.items() if held.answer == "outside"}


@pytest.fixture(scope="module")
def found():
    return {line.fact_id: line for line in lines(sample_mart(), Filters(DAY))}


def test_all_49_facts_are_judged_or_named(found):
    assert len(found) == 49
    assert set(found) == set(HELD)


def test_only_the_bulletins_own_contradiction_differs(found):
    assert [line.fact_id for line in found.values() if line.differs] == ["key.ahead"]
    assert found["key.ahead"].note


def test_18_7_follows_from_60_3_only_within_rounding(found):
    assert found["gap982.ahead"].verdict is Verdict.AGREES
    assert found["gap982.ahead"].by_claim is Verdict.BY_ROUNDING


def test_agreement_of_a_sample_proves_nothing(found):
    assert "不构成核实" in words(found["key.completion"])
    assert "不构成核实" not in words(found["fai.gap_henan"])  # from published rates


def test_inputs_and_facts_beyond_the_ledger_have_no_computed_value(found):
    for fact_id in GIVEN | OUTSIDE:
        assert found[fact_id].computed is None


def test_computed_value_shows_enough_to_judge_by(found):
    assert found["gap982.completion"].computed_text() == "60.34"
    assert found["key.count"].computed_text() == "67"
    assert found["key.ahead"].difference_text() == "−0.17"


def test_without_a_ledger_only_the_bulletins_own_sentence_is_refuted():
    found = lines(mart_without_ledger(), Filters(DAY))
    assert [line.fact_id for line in found if line.differs] == ["key.ahead"]
    judged = {line.verdict for line in found if line.fact_id == "key.ahead"}
    assert judged == {Verdict.NOT_LOADED}


def test_command_ends_with_0_while_every_difference_is_explained(capsys):
    assert print_lines(lines(sample_mart(), Filters(DAY))) == 0
    assert "共 49 条" in capsys.readouterr().out


def test_a_ledger_that_stops_earlier_contradicts_no_published_figure():
    """Reported to 15 May, it says nothing of the end of May: neither for nor against."""
    mart = filled("reference", "published", "sample", kind="sample")
    mart.connection.execute("delete from progress_report where report_date > date '2022-05-15'")
    held = {line.fact_id: line for line in lines(mart, Filters(DAY))}
    for fact in ("key.completion", "gap982.completion", "gap982.ahead", "central.completion"):
        assert held[fact].verdict is Verdict.NOT_REPORTED, fact
        assert held[fact].computed is None
    assert held["key.count"].verdict is Verdict.AGREES  # a count is of the day itself
    assert held["key.ahead"].by_claim is Verdict.IMPOSSIBLE  # 49.1 less 5/12, whatever the ledger


def test_where_all_facts_are_inputs_no_verdict_is_claimed(found):
    inputs = [found[name] for name in sorted(GIVEN)]
    said = f"{len(inputs)} 条公布数字都是作为输入装入的，没有计算值可对照，未作核对"
    assert finding(inputs) == said


def test_a_list_without_a_ledger_says_that_nothing_was_checked():
    alone = [line for line in lines(mart_without_ledger(), Filters(DAY)) if line.computed is None]
    assert none_judged(alone) == f"{len(alone)} 条公布数字都没有计算值可对照，未作核对"


def test_one_fact_that_is_judged_is_enough_for_a_count(found):
    assert finding([found["key.completion"], *(found[name] for name in sorted(GIVEN))]).endswith(
        "1 条对得上"
    )
