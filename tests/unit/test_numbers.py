"""Values to text."""

from datetime import date
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit import numbers

MISSING = [None, float("nan"), np.nan, pd.NaT, pd.NA, Decimal("NaN")]


@pytest.mark.parametrize("value", MISSING, ids=str)
def test_missing_value_is_a_dash(value):
    assert numbers.is_missing(value)
    shown = [
        numbers.fixed,
        numbers.yi,
        numbers.yi_in_table,
        numbers.percent,
        numbers.count,
        numbers.iso,
    ]
    assert {show(value) for show in shown} == {"—"}


@pytest.mark.parametrize("value", [0, 0.0, "", False, Decimal(0), date(2022, 5, 31)])
def test_nothing_is_not_missing(value):
    assert not numbers.is_missing(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.25, "0.3"),
        (-0.25, "−0.3"),
        (0.35, "0.4"),
        (2.5, "2.5"),
        (1234567.89, "1,234,567.9"),
        (60.25, "60.3"),
        (60.249999999999993, "60.3"),  # 60.25 as binary arithmetic has it
        (-0.04, "0.0"),
        (0.04, "0.0"),
        (Decimal("49.05"), "49.1"),
        (np.float64(7.43), "7.4"),
    ],
)
def test_one_decimal_half_away_from_zero(value, text):
    assert numbers.fixed(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(18.67, "+18.7"), (-1.3, "−1.3"), (0.0, "0.0"), (0.04, "0.0")]
)
def test_sign_is_written_where_there_is_one(value, text):
    assert numbers.fixed(value, signed=True) == text


def test_minus_is_as_wide_as_a_digit():
    assert numbers.fixed(-6.4) == "\u22126.4"


@pytest.mark.parametrize(
    ("wan", "text"), [(1_710_000, "171.0"), (515_550, "51.6"), (500, "0.1"), (-109_500, "−11.0")]
)
def test_wan_is_shown_in_yi(wan, text):
    assert numbers.yi(wan) == text


@pytest.mark.parametrize(
    ("wan", "text"), [(9_999, "1.00"), (10_000, "1.0"), (1_234, "0.12"), (-1_234, "−0.12")]
)
def test_table_shows_two_decimals_under_one_yi(wan, text):
    assert numbers.yi_in_table(wan) == text


@pytest.mark.parametrize(
    ("share", "text"), [(0.491, "49.1"), (140 / 300, "46.7"), (1.6, "160.0"), (0.0005, "0.1")]
)
def test_share_is_shown_in_percent_and_not_clamped(share, text):
    assert numbers.percent(share) == text


def test_share_with_two_decimals():
    assert numbers.percent(277_950 / 322_000, 2) == "86.32"


@pytest.mark.parametrize(
    ("points", "words"),
    [
        (7.44, "超序时 7.4 个百分点"),
        (-31.36, "低于序时 31.4 个百分点"),
        (0.04, "与序时持平"),
        (-0.04, "与序时持平"),
        (None, ""),
        (float("nan"), ""),
    ],
)
def test_gap_is_said_without_a_hole(points, words):
    assert numbers.ahead_words(points) == words


def test_count_has_no_decimals():
    assert (numbers.count(342.0), numbers.count(np.int64(1200))) == ("342", "1,200")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2022, 5, 31), "5 月底"),
        (date(2022, 5, 30), "5 月 30 日"),
        (date(2024, 2, 29), "2 月底"),
        (date(2024, 2, 28), "2 月 28 日"),
        (date(2022, 12, 31), "12 月底"),
    ],
)
def test_month_end_is_said_in_words(day, words):
    assert numbers.month_end_words(day) == words


def test_period_of_a_cumulative_figure():
    assert numbers.months_words(date(2022, 4, 30)) == "1—4月"


def test_date_is_iso():
    assert numbers.iso(date(2022, 5, 31)) == "2022-05-31"


@given(st.decimals(-(10**6), 10**6, places=3), st.integers(0, 2))
def test_rounding_is_never_further_than_half_a_unit(value, decimals):
    assert abs(numbers.rounded(value, decimals) - value) <= Decimal(1).scaleb(-decimals) / 2


@given(st.floats(-1e9, 1e9))
def test_number_and_its_negative_are_mirrored(value):
    assert numbers.rounded(value, 1) == -numbers.rounded(-value, 1)


@pytest.mark.parametrize(
    ("value", "words"),
    [(40.0, "40"), (2.5, "2.5"), (-0.25, "−0.25"), (3 * 0.4, "1.2"), (0.0, "0"), (100, "100")],
)
def test_a_number_has_no_more_decimals_than_it_needs(value, words):
    assert numbers.short(value) == words
    assert numbers.short(abs(value), signed=True).startswith("+") is bool(value)
    assert numbers.short(None) == numbers.MISSING
