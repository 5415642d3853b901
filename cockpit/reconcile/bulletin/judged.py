"""Whether the figures of a text can stand beside one another, each with the reckoning in words.

A figure stands for the interval of what rounds or is cut to it (``verdict``). What no rule can set
beside another is told as that, never as sound.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from cockpit.reconcile.bulletin import gaps, groups, shares, sums
from cockpit.reconcile.bulletin.figures import Printed, Text
from cockpit.reconcile.bulletin.ruling import Ruling
from cockpit.reconcile.verdict import Verdict

Rule = Callable[[Text, date | None], Iterator[Ruling]]
RULES: tuple[Rule, ...] = (
    gaps.to_time_progress,
    gaps.between_rates,
    gaps.between_amounts,
    shares.of_amounts,
    shares.growth,
    shares.beyond_the_whole,
    sums.totals,
    sums.parts_of,
    groups.ranks,
    groups.units,
)
WORST = (Verdict.IMPOSSIBLE, Verdict.BY_TRUNCATION, Verdict.BY_ROUNDING, Verdict.AGREES)
NOT_JUDGED = "稿子里没有能与它对照的数"


@dataclass(frozen=True)
class Judged:
    """A figure with the worst that a rule says of it; ``how``: the reckoning, in Chinese.

    ``beside``: the places of the figures that it was set beside.
    """

    figure: Printed
    verdict: Verdict
    how: str
    beside: tuple[int, ...] = ()


def judged(text: Text, on: date | None = None) -> tuple[Judged, ...]:
    """Each figure of a text, in its order. ``on``: the day of the text, where it does not say it.

    A figure that no rule judges is 没有登记对照.
    """
    said: dict[int, Ruling] = {}
    for rule in RULES:
        for ruling in rule(text, on):
            held = said.get(ruling.figure.number)
            if held is None or WORST.index(ruling.verdict) < WORST.index(held.verdict):
                said[ruling.figure.number] = ruling
    return tuple(_of(one, said.get(one.number)) for one in text.figures)


def _of(one: Printed, ruling: Ruling | None) -> Judged:
    if ruling is None:
        return Judged(one, Verdict.NOT_MATCHED, NOT_JUDGED)
    return Judged(one, ruling.verdict, ruling.how, tuple(o.number for o in ruling.beside))
