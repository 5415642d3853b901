"""Every published fact beside its computed twin, judged by interval arithmetic.

The reconciliation page and ``python -m cockpit reconcile`` read the same lines. A fact is judged at
its own day: filters with as_of = period_end (growth: the day it became known), on month basis.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from cockpit import numbers
from cockpit.city import FactFigure, city_of
from cockpit.reconcile.verdict import Interval, Verdict, judge, judge_difference
from cockpit.registry.indicators import INDICATORS, Indicator
from cockpit.registry.sums import figure_of, row_of
from cockpit.warehouse.mart import Mart
from queries import freshness, reconciliation
from queries.filters import Filters
from queries.moments import cut_on

GROWTH = "regional_growth"  # what is input to facts that are judged on the day they became known
NOT_PROOF = "示例按公布数构造，不构成核实"
JUDGED = {  # what comes of holding a fact against the ledger
    Verdict.AGREES, Verdict.BY_ROUNDING, Verdict.BY_TRUNCATION, Verdict.IMPOSSIBLE,
}  # fmt: skip
MORE_DECIMALS = 1  # of a computed value, beyond those printed


@dataclass(frozen=True)
class Line:
    """One published fact, held against the ledger.

    ``printed``: as the source prints it, without unit (a rank where that is the fact); ``unit``;
    ``computed``: the twin in the printed unit, exact, None where there is none; ``verdict``;
    ``by_claim``: for a difference (超序时), whether it follows from the printed rate at all;
    ``filters``: those of the twin; ``section``: the heading under which it stands, may be empty;
    ``sample``: the ledger was built to the published figures.
    """

    fact_id: str
    subject: str
    name: str
    period: str
    period_end: date
    printed: str
    unit: str
    quote: str
    note: str
    verdict: Verdict
    computed: Decimal | None
    by_claim: Verdict | None
    twin: FactFigure | None
    section: str
    filters: Filters
    sample: bool

    @property
    def difference(self) -> Decimal | None:
        """Computed minus printed, in the printed unit."""
        return None if self.computed is None else self.computed - Decimal(self.printed)

    @property
    def differs(self) -> bool:
        """Whether some reading of the fact cannot be had from the ledger or its own sentence."""
        return Verdict.IMPOSSIBLE in (self.verdict, self.by_claim)

    @property
    def is_judged(self) -> bool:
        """Whether a computed value stands against it."""
        return self.verdict in JUDGED

    @property
    def unexplained(self) -> bool:
        """Whether it differs and nobody has said why."""
        return self.differs and not self.note

    @property
    def indicator(self) -> Indicator | None:
        """The indicator of the twin."""
        return INDICATORS[self.twin.indicator] if self.twin else None

    def computed_text(self) -> str:
        """The computed value with enough decimals to judge by."""
        if self.computed is None:
            return numbers.MISSING
        printed = -int(Decimal(self.printed).as_tuple().exponent)
        exact = self.computed == self.computed.to_integral_value()
        whole = exact and self.unit in {"个", "位"}
        return numbers.fixed(self.computed, 0 if whole else printed + MORE_DECIMALS)

    def difference_text(self) -> str:
        """The difference, signed."""
        if self.difference is None:
            return numbers.MISSING
        printed = -int(Decimal(self.printed).as_tuple().exponent)
        places = 0 if self.unit in {"个", "位"} else printed + MORE_DECIMALS
        return numbers.fixed(self.difference, places, signed=True)


def lines(mart: Mart, filters: Filters) -> list[Line]:
    """Every published fact known by ``filters.as_of``, judged at its own day."""
    facts = mart.ask(reconciliation.facts, filters)
    printed = {str(fact.fact_id): str(fact.value) for fact in facts.itertuples()}
    kind = mart.ask(freshness.stamp, filters).iloc[0]["ledger_kind"]
    kind = "" if numbers.is_missing(kind) else str(kind)
    held = city_of(mart, filters.as_of).facts
    return [
        _line(mart, fact, held.get(str(fact.fact_id)), printed=printed, kind=kind)
        for fact in facts.itertuples()
    ]


def _line(
    mart: Mart,
    fact: Any,
    held: FactFigure | None,
    *,
    printed: dict[str, str],
    kind: str,
) -> Line:
    fact_id, period_end = str(fact.fact_id), fact.period_end.date()
    known = INDICATORS.get(held.indicator) if held else None
    twin = held if held and known and held.answer == "figure" else None
    is_growth = known is not None and GROWTH in known.inputs
    day = fact.known_on.date() if is_growth else period_end
    filters = Filters(day).narrowed(**(twin.narrow if twin else {}))
    is_rank = numbers.is_missing(fact.value)

    indicator = INDICATORS[twin.indicator] if twin else None
    row = row_of(indicator, mart, filters, twin.where) if indicator and twin else None
    if indicator and "project" in indicator.inputs and not kind:
        row = None  # a count of 0 where no ledger is loaded is no answer
    # what is taken at an earlier cut answers another question than the published figure
    is_short = (
        row is not None
        and indicator is not None
        and indicator.taken == "cut"
        and cut_on(mart.connection, filters) < day
    )
    progress = mart.ask(freshness.stamp, filters.narrowed(cut="as_of"))["time_progress"].iloc[0]
    value = figure_of(indicator, row) if indicator and not is_short else None
    computed = _in_unit(indicator, value) if indicator else None
    verdict = _verdict(held, str(fact.value), computed)
    if is_short and verdict is Verdict.NOT_LOADED:
        verdict = Verdict.NOT_REPORTED
    return Line(
        fact_id=fact_id,
        subject=str(fact.subject),
        name=str(fact.indicator),
        period=str(fact.period),
        period_end=period_end,
        printed=str(fact.rank) if is_rank else str(fact.value),
        unit="" if numbers.is_missing(fact.unit) else str(fact.unit),
        quote=str(fact.quote),
        note="" if numbers.is_missing(fact.note) else str(fact.note),
        verdict=verdict,
        computed=computed,
        by_claim=_claim(twin, str(fact.value), printed, progress),
        twin=twin,
        section=held.section if held else "",
        filters=filters,
        sample=kind == "sample" and indicator is not None and GROWTH not in indicator.inputs,
    )


def _verdict(held: FactFigure | None, printed: str, computed: Decimal | None) -> Verdict:
    if held and held.answer == "given":
        return Verdict.GIVEN
    if held and held.answer == "outside":
        return Verdict.NOT_IN_LEDGER
    if held is None or held.indicator not in INDICATORS:
        return Verdict.NOT_MATCHED
    return Verdict.NOT_LOADED if computed is None else judge(printed, computed)


def _claim(
    twin: FactFigure | None, printed: str, others: dict[str, str], progress: Any
) -> Verdict | None:
    """Whether a printed difference follows from the printed rate and 序时, whatever the ledger."""
    if twin is None or twin.difference_of not in others:
        return None
    gone = Decimal(f"{100 * progress:.15g}")
    return judge_difference(printed, others[twin.difference_of], Interval(gone, gone))


def _in_unit(indicator: Indicator, value: float | None) -> Decimal | None:
    """A value as the SQL holds it in the unit in which it is printed: 亿元, %, 百分点, 个."""
    if value is None:
        return None
    exact = Decimal(f"{value:.15g}")
    return {"wan": exact / 10000, "share": exact * 100}.get(indicator.scale, exact)


def words(line: Line) -> str:
    """The verdict as it is said: on the demonstration ledger an agreement proves nothing."""
    said = str(line.verdict)
    if line.sample and line.verdict is not Verdict.IMPOSSIBLE:
        said += f"（{NOT_PROOF}）"
    if line.by_claim is not None:
        said += f"；与同句完成率：{line.by_claim}"
    return said


def none_judged(found: Sequence[Line]) -> str:
    """That no fact at all is held against a computed value, where that is so; else empty."""
    if any(line.is_judged for line in found):
        return ""
    if all(line.verdict is Verdict.GIVEN for line in found):
        return f"{len(found)} 条公布数字都是作为输入装入的，没有计算值可对照，未作核对"
    return f"{len(found)} 条公布数字都没有计算值可对照，未作核对"
