"""Published against computed, by interval arithmetic.

A printed figure stands for all values that round to it, or that truncate to it: 49.1 is
[49.05, 49.15) when rounded and [49.1, 49.2) when truncated. A computed value is exact.
Definition: docs/metrics.md, Reconciliation.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Verdict(StrEnum):
    """What a comparison of a printed with a computed figure says."""

    AGREES = "符合"
    BY_ROUNDING = "舍入内可成立"
    BY_TRUNCATION = "截断可成立"
    IMPOSSIBLE = "不可能"
    GIVEN = "公布数，作为输入"
    NOT_IN_LEDGER = "台账之外"
    NOT_MATCHED = "没有登记对照"
    NOT_LOADED = "未装入台账"
    NOT_REPORTED = "台账未填报到这一日"


@dataclass(frozen=True)
class Interval:
    """Values from ``low`` (included) to ``high`` (excluded unless they are equal)."""

    low: Decimal
    high: Decimal

    def holds(self, value: Decimal) -> bool:
        """Whether ``value`` lies inside."""
        return self.low <= value < self.high or value == self.low == self.high

    def meets(self, other: "Interval") -> bool:
        """Whether the two have a value in common."""
        if self.low == self.high:
            return other.holds(self.low)
        if other.low == other.high:
            return self.holds(other.low)
        return self.low < other.high and other.low < self.high

    def __add__(self, other: "Interval") -> "Interval":
        """All sums."""
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: "Interval") -> "Interval":
        """All differences: lowest minus highest to highest minus lowest."""
        return Interval(self.low - other.high, self.high - other.low)

    def __truediv__(self, other: "Interval") -> "Interval":
        """All quotients; both are above 0, or this one may be 0."""
        return Interval(self.low / other.high, self.high / other.low)

    def times(self, factor: Decimal) -> "Interval":
        """Each value times a factor above 0."""
        return Interval(self.low * factor, self.high * factor)


def _unit(printed: str) -> Decimal:
    exponent = Decimal(printed).as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal(1).scaleb(exponent)


def rounds_to(printed: str) -> Interval:
    """All values that round to ``printed``."""
    value, half = Decimal(printed), _unit(printed) / 2
    return Interval(value - half, value + half)


def truncates_to(printed: str) -> Interval:
    """All values whose digits after those of ``printed`` were cut off."""
    value, unit = Decimal(printed), _unit(printed)
    return Interval(value, value + unit) if value >= 0 else Interval(value - unit, value)


def judge(printed: str, computed: Decimal) -> Verdict:
    """Hold a computed value against a printed one."""
    if printed.startswith("-"):  # halves are rounded away from zero, on both sides alike
        return judge(printed[1:], -computed)
    if rounds_to(printed).holds(computed):
        return Verdict.AGREES
    if truncates_to(printed).holds(computed):
        return Verdict.BY_TRUNCATION
    return Verdict.IMPOSSIBLE


def judge_difference(printed: str, minuend: str, subtrahend: Interval) -> Verdict:
    """Hold a printed difference (超序时) against a printed rate minus a known amount (序时).

    The subtrahend is exact (5/12), or ``rounds_to`` a printed figure. 符合: the figures as printed
    give the printed difference (22.8 − 6.8 = 16). Otherwise the printed rate stands for its
    interval: 60.3 and 18.7 agree with 5/12 within rounding, 49.1 and 7.6 not at all. A truncating
    office truncates both.
    """
    exact = Decimal(minuend) - (subtrahend.low + subtrahend.high) / 2
    if judge(printed, exact) is Verdict.AGREES:
        return Verdict.AGREES
    possible = rounds_to(minuend) - subtrahend
    if rounds_to(printed).meets(possible):
        return Verdict.BY_ROUNDING
    if truncates_to(printed).meets(truncates_to(minuend) - subtrahend):
        return Verdict.BY_TRUNCATION
    return Verdict.IMPOSSIBLE
