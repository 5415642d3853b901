"""A figure: the one way a number reaches a screen, with its kind, its definition and its rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from pandas import DataFrame

from cockpit import numbers
from cockpit.city import City
from cockpit.link.look import Look
from cockpit.reconcile.verdict import Interval, Verdict, judge_difference
from cockpit.registry.indicators import INDICATORS, ORIGINS
from cockpit.screens.stamp import Stamp

WORDS = ("超序时", "低于序时", "与序时持平")  # of a gap: ahead, behind, even


@dataclass(frozen=True)
class Figure:
    """A number as it is read.

    ``text``: digits with sign; ``unit``: Chinese, may be empty; ``indicator``: its code in the
    registry; ``kind``: published, derived, computed, sample or assumed; ``href``: the rows behind
    it, or its sentence; ``title``: name, kind and date, for the pointer and for screen readers.
    """

    text: str
    unit: str
    indicator: str
    kind: str
    href: str
    title: str

    @property
    def is_missing(self) -> bool:
        """Whether there is no value."""
        return self.text == numbers.MISSING

    @property
    def decimal(self) -> Decimal:
        """The number that is read: of a printed figure there is no other. Not of a missing one."""
        return Decimal(self.text.replace(numbers.MINUS, "-").replace(",", ""))


@dataclass(frozen=True)
class Gap:
    """A difference to 序时, a target or another region: ▲ ahead, ▽ behind, with its word.

    ``size`` is the difference without its sign; ``signed`` with it; ``tone`` is ok, warn or even.
    ``recount``: 公布值，复算 7.4, where a published gap stands beside figures that give another.
    """

    size: Figure
    signed: Figure
    shape: str
    word: str
    tone: str
    recount: str = ""


def as_text(code: str, value: Any, *, decimals: int | None = None, signed: bool = False) -> str:
    """A value of an indicator as its registry entry writes it."""
    indicator = INDICATORS[code]
    places = indicator.decimals if decimals is None else decimals
    if indicator.scale == "wan":
        return numbers.yi(value, places, signed=signed)
    if indicator.scale == "share":
        return numbers.percent(value, places)
    return numbers.fixed(value, places, signed=signed)


@dataclass(frozen=True)
class FigureMaker:
    """Makes the figures of one look: computed ones, and published ones where they may stand.

    ``loaded``: by table, whether the version holds any row of it.
    """

    look: Look
    stamp: Stamp
    facts: Mapping[str, Mapping[str, Any]]
    loaded: Mapping[str, bool] = field(default_factory=dict)

    @property
    def city(self) -> City:
        """Whose ledger it is."""
        return self.stamp.city

    def from_ledger(
        self,
        code: str,
        value: Any,
        *,
        narrow: Mapping[str, Any] | None = None,
        where: Mapping[str, str] | None = None,
        project: str = "",
        kind: str = "",
        decimals: int | None = None,
        signed: bool = False,
        on: date | None = None,
    ) -> Figure:
        """A figure from the ledger; opens the rows that add up to it, or its definition.

        ``narrow``: the choice that it is of, within that of the look.
        ``on``: its day, where it is not the one at which its indicator is taken for this look.
        ``project``: whose figure it is, by its code, where it stands on a screen of many: it opens
        the project, or what of the project it counts.
        """
        indicator = INDICATORS[code]
        kind = kind or self.stamp.figure_kind
        look = replace(self.look, filters=self.look.filters.within(**(narrow or {})))
        if project and indicator.of_project:
            href = "/ledger?" + look.query(indicator=indicator.of_project, project=project)
        elif project:
            href = "/project?" + look.query(project=project)
        elif indicator.rows is None:
            href = "/indicators?" + look.query(definition=code)
        else:
            href = "/ledger?" + look.query(indicator=code, **(where or {}))
        day = on or self.stamp.day(indicator.taken)
        return Figure(
            text=as_text(code, value, decimals=decimals, signed=signed),
            unit=indicator.unit,
            indicator=code,
            kind=kind,
            href=href,
            title=f"{self.city.said(indicator.name)} · {ORIGINS[kind]} · 截至 {numbers.iso(day)}",
        )

    def fact(
        self, fact_id: str, period_end: date | None = None, *, says: str = "value"
    ) -> Mapping[str, Any] | None:
        """A published fact that may stand for its twin: no filter, its day is the cut, known.

        ``period_end`` takes the cut's place where a figure has a period of its own (growth).
        ``says``: what is wanted of it, its value or its rank; a fact may give only the other.
        """
        fact = self.facts.get(fact_id)
        if fact is None or not self.look.filters.is_whole or numbers.is_missing(fact[says]):
            return None
        same_day = fact["period_end"].date() == (period_end or self.stamp.cut_on)
        return fact if same_day and fact["known_on"].date() <= self.stamp.as_of else None

    def fact_for(
        self,
        code: str,
        *,
        narrow: Mapping[str, Any] | None = None,
        where: Mapping[str, Any] | None = None,
        period_end: date | None = None,
        says: str = "value",
    ) -> Mapping[str, Any] | None:
        """The published fact of an indicator, narrowed or of a row, where it may stand."""
        return self.fact(self.city.fact_of(code, narrow, where), period_end, says=says)

    def rank_fact(self, period_end: date) -> Mapping[str, Any] | None:
        """The published fact that says home's rank by its growth of a period."""
        where = {"region": self.city.name}
        return self.fact_for("fai_growth", where=where, period_end=period_end, says="rank")

    def published(
        self,
        code: str,
        *,
        narrow: Mapping[str, Any] | None = None,
        where: Mapping[str, Any] | None = None,
        decimals: int | None = None,
        period_end: date | None = None,
    ) -> Figure | None:
        """The published figure of an indicator, or None where there is none or it may not stand.

        A published gap to 序时 is one by month: on another basis it answers another question.
        """
        if code == "ahead" and self.look.filters.basis != "month":
            return None
        fact = self.fact_for(code, narrow=narrow, where=where, period_end=period_end)
        return None if fact is None else self.from_fact(fact, code, decimals=decimals)

    def from_fact(
        self, fact: Mapping[str, Any], code: str, *, decimals: int | None = None, rank: bool = False
    ) -> Figure:
        """A published fact as printed; a column of figures may ask for its own decimals."""
        indicator = INDICATORS[code]
        text = str(fact["rank"]) if rank else str(fact["value"])
        if decimals is not None:
            text = numbers.fixed(float(text), decimals)
        name = self.city.said(indicator.name)
        return Figure(
            text=text.replace("-", numbers.MINUS),
            unit=indicator.unit,
            indicator=code,
            kind="published",
            href="/reconciliation?" + self.look.query(fact=str(fact["fact_id"])),
            title=f"{name} · 公布 · 截至 {numbers.iso(fact['period_end'])}",
        )

    def fact_or_ledger(
        self,
        code: str,
        value: Any,
        *,
        narrow: Mapping[str, Any] | None = None,
        where: Mapping[str, str] | None = None,
        decimals: int | None = None,
    ) -> Figure:
        """The published figure where it may stand, else the computed one."""
        published = self.published(code, narrow=narrow, where=where, decimals=decimals)
        return published or self.from_ledger(
            code, value, narrow=narrow, where=where, decimals=decimals
        )

    def gap(
        self,
        code: str,
        points: Any,
        *,
        printed: Figure | None = None,
        words: tuple[str, str, str] = WORDS,
        **more: Any,
    ) -> Gap:
        """A gap in 百分点, positive is ahead; ``printed`` is the published one, where it stands."""
        recount = ""
        if printed is not None:
            recomputed = as_text(code, points, signed=True)
            points = float(printed.decimal)
            if recomputed not in {numbers.MISSING, as_text(code, points, signed=True)}:
                recount = f"公布值，复算 {recomputed.lstrip('+')}"
        if numbers.is_missing(points):
            none = self.from_ledger(code, None, **more)
            return Gap(none, none, "", "—", "even")
        shown = numbers.rounded(float(points), INDICATORS[code].decimals)
        side = 0 if shown > 0 else 1 if shown < 0 else 2
        signed = printed or self.from_ledger(code, points, signed=True, **more)
        size = printed or self.from_ledger(code, abs(points), **more)
        shape, tone = ("▲", "▽", "＝")[side], ("ok", "warn", "even")[side]
        return Gap(size, signed, shape, words[side], tone, recount)


@dataclass(frozen=True)
class AgainstTime:
    """A rate and its gap to 序时, both from one source. ``ratio``: the rate as a share."""

    rate: Figure
    gap: Gap
    ratio: Any


def against_time(
    figures: FigureMaker,
    row: Any,
    *,
    narrow: Mapping[str, Any],
    words: tuple[str, str, str] = WORDS,
) -> AgainstTime:
    """投资完成率 of a row (completion_ratio, time_progress, ahead_pp) against 序时.

    Beside a published rate the gap is the published one, or what that rate gives: the ledger's own
    may be another's altogether.
    """
    rate = figures.published("completion", narrow=narrow)
    if rate is None:
        own = figures.from_ledger("completion", row.completion_ratio, narrow=narrow)
        return AgainstTime(
            own,
            figures.gap("ahead", row.ahead_pp, narrow=narrow, words=words),
            row.completion_ratio,
        )
    ratio = float(rate.decimal) / 100
    points = None if numbers.is_missing(row.time_progress) else 100 * (ratio - row.time_progress)
    printed = figures.published("ahead", narrow=narrow)
    gap = figures.gap("ahead", points, kind="derived", words=words, printed=printed)
    if gap.recount and printed and _may_give(printed, rate, row.time_progress):
        gap = replace(gap, recount="")
    if printed is None:  # it opens the rate that it comes from
        size, signed = (replace(figure, href=rate.href) for figure in (gap.size, gap.signed))
        gap = replace(gap, size=size, signed=signed)
    return AgainstTime(rate, gap, ratio)


def _may_give(gap: Figure, rate: Figure, time_progress: float) -> bool:
    """Whether a printed rate may give a printed gap, by what rounds to each."""
    time = Decimal(100 * time_progress)
    said = judge_difference(str(gap.decimal), str(rate.decimal), Interval(time, time))
    return said is not Verdict.IMPOSSIBLE


def facts_by_id(facts: DataFrame) -> dict[str, dict[str, Any]]:
    """Published facts by fact_id, a dict of columns each."""
    records = (
        {str(name): value for name, value in row.items()} for row in facts.to_dict("records")
    )
    return {str(row["fact_id"]): row for row in records}
