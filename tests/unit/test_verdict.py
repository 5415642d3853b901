"""The bulletin's own arithmetic, by intervals."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.numbers import rounded
from cockpit.reconcile.verdict import (
    Interval,
    Verdict,
    judge,
    judge_difference,
    rounds_to,
    truncates_to,
)

FIVE_TWELFTHS = Decimal(500) / 12  # 41.67 %, 序时 by month
DAY_151 = Decimal(15100) / 365  # 41.37 %, 序时 by day


def exactly(value: Decimal) -> Interval:
    return Interval(value, value)


@pytest.mark.parametrize(
    ("printed", "rate", "time_progress", "verdict"),
    [
        ("7.6", "49.1", FIVE_TWELFTHS, Verdict.IMPOSSIBLE),  # 7.38 … 7.48
        ("7.6", "49.1", DAY_151, Verdict.IMPOSSIBLE),  # 7.68 … 7.78
        ("7.4", "49.1", FIVE_TWELFTHS, Verdict.AGREES),  # 7.43
        ("7.5", "49.1", FIVE_TWELFTHS, Verdict.BY_ROUNDING),  # up to 7.48
        ("18.7", "60.3", FIVE_TWELFTHS, Verdict.BY_ROUNDING),  # 60.34 − 41.67 = 18.67
        ("18.7", "60.3", DAY_151, Verdict.IMPOSSIBLE),  # 18.88 … 18.98; truncated 18.93 … 19.03
        ("18.9", "60.3", DAY_151, Verdict.AGREES),
        ("-6.4", "35.3", FIVE_TWELFTHS, Verdict.AGREES),  # −6.37
        ("39.1", "80.8", FIVE_TWELFTHS, Verdict.AGREES),  # 39.13
    ],
)
def test_ahead_of_time_progress(printed, rate, time_progress, verdict):
    assert judge_difference(printed, rate, exactly(time_progress)) is verdict


@pytest.mark.parametrize(("gap", "region"), [("16", "6.8"), ("10.8", "12"), ("16.5", "6.3")])
def test_growth_gaps_are_exact(gap, region):
    assert judge_difference(gap, "22.8", rounds_to(region)) is Verdict.AGREES
    assert judge(gap, Decimal("22.8") - Decimal(region)) is Verdict.AGREES


def test_difference_that_only_truncation_gives():
    # 40.08 cut to 40.0, 40.08 − 41.15 = −1.07 cut to −1.0; a rate rounded to 40.0 gives −1.1
    assert judge_difference("-1.0", "40.0", exactly(Decimal("41.15"))) is Verdict.BY_TRUNCATION


@pytest.mark.parametrize(
    ("printed", "computed", "verdict"),
    [
        ("86.32", Decimal(277950) / 322000 * 100, Verdict.AGREES),
        ("66.74", Decimal(166850) / 250000 * 100, Verdict.AGREES),
        ("62.2", Decimal("62.2"), Verdict.AGREES),
        ("46", Decimal("46.0"), Verdict.AGREES),
        ("90.9", Decimal(6000) / 66, Verdict.AGREES),  # 60 of 66
        ("90.9", Decimal(6000) / 67, Verdict.IMPOSSIBLE),  # 89.55 of all 67
        ("90.9", Decimal(6100) / 67, Verdict.IMPOSSIBLE),  # 91.04
        ("66.7", Decimal(1600) / 24, Verdict.AGREES),
        ("66.6", Decimal(1600) / 24, Verdict.BY_TRUNCATION),
        ("49.1", Decimal("49.05"), Verdict.AGREES),  # the lower end is in
        ("49.1", Decimal("49.15"), Verdict.BY_TRUNCATION),  # the upper is not: it rounds to 49.2
        ("49.1", Decimal("49.2"), Verdict.IMPOSSIBLE),
        ("-0.3", Decimal("-0.25"), Verdict.AGREES),  # half away from zero
        ("-0.3", Decimal("-0.35"), Verdict.BY_TRUNCATION),
        ("-0.3", Decimal("0.3"), Verdict.IMPOSSIBLE),
    ],
)
def test_computed_against_printed(printed, computed, verdict):
    assert judge(printed, computed) is verdict


def test_bonds_in_all_are_used_by_what_the_two_sums_allow():
    """46 of 62.2 stands for anything between 45.5 / 62.25 and 46.5 / 62.15."""
    used, issued = rounds_to("46"), rounds_to("62.2")
    low, high = used.low / issued.high * 100, used.high / issued.low * 100
    assert (rounded(low, 2), rounded(high, 2)) == (Decimal("73.09"), Decimal("74.82"))
    assert low <= Decimal(460_000) / 622_000 * 100 < high


def test_printed_figure_stands_for_its_interval():
    assert rounds_to("49.1") == Interval(Decimal("49.05"), Decimal("49.15"))
    assert truncates_to("49.1") == Interval(Decimal("49.1"), Decimal("49.2"))
    assert rounds_to("46") == Interval(Decimal("45.5"), Decimal("46.5"))


@given(st.decimals(-200, 200, places=4), st.integers(0, 2))
def test_value_agrees_with_its_own_rounding(value, decimals):
    assert judge(str(rounded(value, decimals)), value) is Verdict.AGREES


@given(st.decimals(0, 200, places=4), st.decimals(0, 100, places=4))
def test_printed_truth_is_never_called_impossible(rate, progress):
    printed = str(rounded(rate - progress, 1))
    verdict = judge_difference(printed, str(rounded(rate, 1)), exactly(progress))
    assert verdict is not Verdict.IMPOSSIBLE
