"""What a rule says of a figure, and how an interval is held against a printed one."""

from dataclasses import dataclass
from decimal import Decimal

from cockpit.reconcile.bulletin.figures import COUNTS, MONEY, Printed
from cockpit.reconcile.verdict import Interval, Verdict, judge, rounds_to, truncates_to


@dataclass(frozen=True)
class Span:
    """What a figure may be by one reckoning, in its own unit; ``words``: which reckoning."""

    words: str
    interval: Interval


@dataclass(frozen=True)
class Ruling:
    """A verdict on a figure, its reckoning in words, and the figures that it was set beside.

    ``computed``: what these give as printed, in the figure's unit; ``spans``: what they may give.
    """

    figure: Printed
    verdict: Verdict
    how: str
    beside: tuple[Printed, ...] = ()
    computed: Decimal | None = None
    spans: tuple[Span, ...] = ()


def factor(one: Printed) -> Decimal:
    """What a figure is multiplied by to be in its kind's own unit: money in 万元."""
    return MONEY.get(one.unit, Decimal(1))


def rounded(one: Printed) -> Interval:
    """What a figure may stand for, in its kind's own unit: a count is what it says."""
    if one.unit in COUNTS and "." not in one.text:
        return Interval(one.value, one.value)
    return rounds_to(one.text).times(factor(one))


def cut(one: Printed) -> Interval:
    """The same where digits were cut off instead."""
    if one.unit in COUNTS and "." not in one.text:
        return Interval(one.value, one.value)
    return truncates_to(one.text).times(factor(one))


def held(printed: str, exact: Decimal, possible: Interval, truncated: Interval) -> Verdict:
    """Hold a printed figure against what others give: as printed first, then as intervals."""
    as_printed = judge(printed, exact)
    if as_printed is not Verdict.IMPOSSIBLE:
        return as_printed
    if rounds_to(printed).meets(possible):
        return Verdict.BY_ROUNDING
    if truncates_to(printed).meets(truncated):
        return Verdict.BY_TRUNCATION
    return Verdict.IMPOSSIBLE


def plain(value: Decimal, places: int = 2) -> str:
    """A reckoned value, with as many decimals as tell it, at most ``places``."""
    text = f"{value:.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
