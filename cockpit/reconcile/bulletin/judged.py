"""Whether the figures of a text can stand beside one another and beside the ledger.

Each verdict comes with the reckoning in words. A figure stands for the interval of what rounds or
is cut to it (``verdict``). What no rule can set beside another, and the ledger does not have, is
told as that, never as sound.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cockpit.reconcile.bulletin import gaps, groups, shares, sums
from cockpit.reconcile.bulletin.figures import GROUP, Printed, Text
from cockpit.reconcile.bulletin.ruling import Ruling, Span
from cockpit.reconcile.bulletin.twins import Ledger, Twin, twins
from cockpit.reconcile.verdict import Interval, Verdict

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
WORST = (
    Verdict.IMPOSSIBLE,
    Verdict.BY_TRUNCATION,
    Verdict.BY_ROUNDING,
    Verdict.AGREES,
    Verdict.GIVEN,
)
NOT_JUDGED = "稿子里没有能与它对照的数"
NOT_FOUND = NOT_JUDGED + "，台账里也没有认出是哪一个"


@dataclass(frozen=True)
class Judged:
    """A figure with the worst that is said of it; ``how``: the reckoning, in Chinese.

    ``beside``: the places of the figures that it was set beside; ``twin``: what the ledger says of
    it, None where that was not asked or not understood; ``computed``: what it should be, in its own
    unit, by the ledger where that has it, else by the text; ``spans``: what it may be.
    """

    figure: Printed
    verdict: Verdict
    how: str
    beside: tuple[int, ...] = ()
    twin: Twin | None = None
    computed: Decimal | None = None
    spans: tuple[Span, ...] = ()

    @property
    def is_judged(self) -> bool:
        """Whether it was held against anything."""
        return self.verdict in WORST


def judged(text: Text, on: date | None = None, ledger: Ledger | None = None) -> tuple[Judged, ...]:
    """Each figure of a text, in its order. ``on``: the day of the text, where it does not say it.

    A figure that no rule judges is 没有登记对照, or with a ledger what that says: 台账之外. How
    many a rank is among (16 县) is judged with the rank, and no figure of its own.
    """
    said: dict[int, Ruling] = {}
    for rule in RULES:
        for ruling in rule(text, on):
            held = said.get(ruling.figure.number)
            if held is None or WORST.index(ruling.verdict) < WORST.index(held.verdict):
                said[ruling.figure.number] = ruling
    found = twins(text, ledger) if ledger else {}
    return tuple(
        _of(one, said.get(one.number), found.get(one.number), is_asked=ledger is not None)
        for one in text.figures
        if one.unit not in GROUP or one.number in said
    )


def _of(one: Printed, ruling: Ruling | None, twin: Twin | None, *, is_asked: bool) -> Judged:
    if ruling is None:
        if twin is None:
            if is_asked:
                return Judged(one, Verdict.NOT_IN_LEDGER, NOT_FOUND)
            return Judged(one, Verdict.NOT_MATCHED, NOT_JUDGED)
        spans = _of_ledger(twin)
        return Judged(one, twin.verdict, twin.how, (), twin, twin.printed_as(), spans)
    beside = tuple(o.number for o in ruling.beside)
    if twin is None or not twin.is_judged:
        return Judged(one, ruling.verdict, ruling.how, beside, twin, ruling.computed, ruling.spans)
    ledger_first = WORST.index(twin.verdict) < WORST.index(ruling.verdict)
    first, second = (twin, ruling) if ledger_first else (ruling, twin)
    how = f"{first.how}；{second.how}"
    spans = (*ruling.spans, *_of_ledger(twin))
    return Judged(one, first.verdict, how, beside, twin, twin.printed_as(), spans)


def _of_ledger(twin: Twin) -> tuple[Span, ...]:
    value = twin.printed_as()
    return () if value is None else (Span("台账算的", Interval(value, value)),)
