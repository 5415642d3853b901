"""The figures of a text beside those that the ledger gives for the same thing on the same day.

What the ledger cannot answer is left outside with the reason, never judged: no ledger, a day to
which it is not reported, a class without projects, a count that is plainly of other projects.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeVar

from cockpit import numbers
from cockpit.city import MONEY, City, city_of
from cockpit.reconcile.bulletin.figures import MONEY as IN_WAN
from cockpit.reconcile.bulletin.figures import Printed, Text
from cockpit.reconcile.bulletin.said import FAI, Said, said
from cockpit.reconcile.bulletin.subjects import Vocabulary, vocabulary
from cockpit.reconcile.verdict import Verdict, judge
from cockpit.registry.indicators import INDICATORS, Indicator
from cockpit.registry.sums import figure_of, row_of
from cockpit.warehouse.mart import Mart
from queries import freshness, growth
from queries.filters import Filters
from queries.moments import moments

T = TypeVar("T")
NEAR = Decimal("0.2")  # a count that is further from the ledger's speaks of other projects
GOOD = (Verdict.AGREES, Verdict.GIVEN, Verdict.BY_TRUNCATION, Verdict.IMPOSSIBLE)
MORE = 2  # decimals of a computed figure, beyond those printed


@dataclass(frozen=True)
class Twin:
    """What the ledger says of a figure.

    ``verdict``: also why there is none (未装入台账, 台账未填报到这一日, 台账之外); ``how``: in
    words; ``name``: what it is; ``indicator``, ``filters``, ``where``: its figure, None where
    there is none; ``computed``: exact, in the printed unit; ``is_behind``: printed without its
    minus.
    """

    figure: Printed
    verdict: Verdict
    how: str
    name: str
    indicator: Indicator | None = None
    filters: Filters | None = None
    where: Mapping[str, str | int] | None = None
    computed: Decimal | None = None
    is_behind: bool = False

    def printed_as(self) -> Decimal | None:
        """The ledger's figure as the text would print it: 低于序时 1.3, without its minus."""
        return -self.computed if self.is_behind and self.computed is not None else self.computed

    @property
    def is_judged(self) -> bool:
        """Whether a value stands against it."""
        return self.verdict in GOOD


@dataclass(frozen=True)
class Ledger:
    """A mart, and the day that a text is of where it does not say it."""

    mart: Mart
    on: date
    _kept: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, key: object, ask: Callable[[], T]) -> T:
        """What was asked already: a long text says the same thing often."""
        if key not in self._kept:
            self._kept[key] = ask()
        found: T = self._kept[key]
        return found

    @cached_property
    def kind(self) -> str:
        """Of what kind its reports are: sample, own; empty where there are none."""
        kind = self.mart.ask(freshness.stamp, Filters(self.on)).iloc[0]["ledger_kind"]
        return "" if numbers.is_missing(kind) else str(kind)

    @property
    def is_sample(self) -> bool:
        """Whether it is the demonstration: built to the published figures."""
        return self.kind == "sample"

    @cached_property
    def city(self) -> City:
        """The city's names."""
        return city_of(self.mart, self.on)

    @cached_property
    def words(self) -> Vocabulary:
        """What its figures are called."""
        return vocabulary(self.mart, self.on)


def twins(text: Text, ledger: Ledger) -> dict[int, Twin]:
    """What the ledger says of each figure that is understood, by its place in the text."""
    understood = [*said(text, ledger.words)]
    strange = {one.number for one in _of_others(understood, ledger)}
    found: dict[int, Twin] = {}
    for one in understood:
        if one.group in strange:
            words = "个数与台账相差太多，说的像是另一批项目，没有对照"
            found[one.figure.number] = _outside(one, Verdict.NOT_IN_LEDGER, words, ledger)
        else:
            found[one.figure.number] = _twin(one, ledger)
    return found


def _of_others(understood: Iterable[Said], ledger: Ledger) -> Iterator[Printed]:
    """Counts too far from the ledger's to be of the same projects."""
    for one in understood:
        if one.group != one.figure.number:
            continue
        answers = [_answer(code, one, ledger, _day(one, ledger)) for code in one.indicators]
        values = [value for value in answers if value]  # of none there is another reason
        if values and all(abs(one.figure.value - value) > NEAR * value for value in values):
            yield one.figure


def _day(one: Said, ledger: Ledger) -> date | None:
    if one.until is not None:
        return one.until.of(ledger.on.year)
    if one.year is not None and one.year != ledger.on.year:
        return None
    return ledger.on


def _outside(one: Said, verdict: Verdict, how: str, ledger: Ledger) -> Twin:
    return Twin(one.figure, verdict, how, _name(one, ledger, next(iter(one.indicators), "")))


def _name(one: Said, ledger: Ledger, code: str) -> str:
    if one.target:
        return "全年目标"
    library = ledger.city.libraries.get(str(one.where.get("library", "")))
    issued = one.where.get("year")
    whom = (
        one.subject.name
        or (library.name if library else "")
        or str(one.where.get("region", "") or "")
    )
    what = ledger.city.said(INDICATORS[code].name) if code else ""
    year = f"{issued} 年" if issued else ""
    return " · ".join(filter(None, (whom, year + what)))


def _twin(one: Said, ledger: Ledger) -> Twin:
    day = _day(one, ledger)
    if one.target:
        return _of_target(one, ledger)
    if day is None:
        return _outside(one, Verdict.NOT_IN_LEDGER, "稿子说的日期台账里没有", ledger)
    return _of_growth(one, ledger, day) if one.indicators == (FAI,) else _asked(one, ledger, day)


def _asked(one: Said, ledger: Ledger, day: date) -> Twin:
    """The ledger's figure of a day, the one of those that may be meant that agrees best."""
    if (left := _left_outside(one, ledger, day)) is not None:
        return left
    held = [held for code in one.indicators for held in _held(code, one, ledger, day)]
    if not held:
        return _outside(one, Verdict.NOT_LOADED, "台账给不出这个数", ledger)
    best = min(held, key=lambda twin: GOOD.index(twin.verdict))
    if best.verdict is Verdict.IMPOSSIBLE and _is_target_of_plan(one, ledger):
        return _of_target(one, ledger)
    return best


def _left_outside(one: Said, ledger: Ledger, day: date) -> Twin | None:
    """Why the ledger cannot answer; None where it can."""
    if not ledger.kind and any("project" in INDICATORS[code].inputs for code in one.indicators):
        return _outside(one, Verdict.NOT_LOADED, "台账没有装入", ledger)
    if _is_short(one, ledger, day):
        how = f"台账没有填报到 {numbers.iso(day)}，没有对照"
        return _outside(one, Verdict.NOT_REPORTED, how, ledger)
    if one.subject.name and not _value("listed", one, ledger, Filters(day)):
        how = f"截至 {numbers.iso(day)} 台账里没有{one.subject.name}"
        return _outside(one, Verdict.NOT_IN_LEDGER, how, ledger)
    return None


def _is_short(one: Said, ledger: Ledger, day: date) -> bool:
    """Whether the ledger speaks of an earlier day than the text."""
    reach = ledger.once(day, lambda: moments(ledger.mart.connection, Filters(day)))
    days = {"cut": "reported_on"} | {
        name: f"{name}_on" for name in ("stages", "bonds", "entries", "problems", "nodes")
    }
    for code in one.indicators:
        known = days.get(INDICATORS[code].taken)
        if known is not None and ((reached := reach[known]) is None or reached < day):
            return True
    return False


def _value(code: str, one: Said, ledger: Ledger, filters: Filters) -> float | None:
    indicator = INDICATORS[code]
    filters = _narrowed(indicator, one, filters)
    return ledger.once(
        (code, filters, *sorted(one.where.items())),
        lambda: figure_of(indicator, row_of(indicator, ledger.mart, filters, one.where)),
    )


def _narrowed(indicator: Indicator, one: Said, filters: Filters) -> Filters:
    """The filters of a figure; bonds are counted wherever they were issued."""
    is_of_bonds = "bond_issue" in indicator.inputs
    return filters if is_of_bonds else filters.narrowed(**one.subject.narrow)


def _answer(code: str, one: Said, ledger: Ledger, day: date | None) -> Decimal | None:
    """The ledger's figure in the printed unit, exact."""
    if day is None:
        return None
    value = _value(code, one, ledger, Filters(day))
    return None if value is None else _in_unit(INDICATORS[code], value, one.figure)


def _in_unit(indicator: Indicator, value: float, figure: Printed) -> Decimal:
    exact = Decimal(f"{value:.15g}")
    if indicator.scale == "wan":
        return exact / IN_WAN[figure.unit]
    return exact * 100 if indicator.scale == "share" else exact


def _held(code: str, one: Said, ledger: Ledger, day: date) -> Iterator[Twin]:
    """The figure held against an indicator; 超序时 by both ways to reckon 序时."""
    indicator = INDICATORS[code]
    for basis in ("month", "day") if code in {"ahead", "target_ahead"} else ("month",):
        filters = Filters(day, basis=basis)
        value = _value(code, one, ledger, filters)
        if value is None:
            continue
        computed = _in_unit(indicator, value, one.figure)
        printed = f"-{one.figure.text}" if one.is_behind else one.figure.text
        verdict = judge(printed, computed)
        name = _name(one, ledger, code)
        exact = _exact(computed, one.figure)
        how = f"台账截至 {numbers.iso(day)}，{name} {exact}{one.figure.unit}"
        if basis == "day":
            how += "（按日序时）"
        if verdict is Verdict.IMPOSSIBLE:
            how += f"，不是 {'-' if one.is_behind else ''}{one.figure.said}"
            how += _slip(computed, one.figure)
        yield Twin(
            one.figure,
            verdict,
            how,
            name,
            indicator,
            _narrowed(indicator, one, filters),
            one.where,
            computed,
            one.is_behind,
        )


def _exact(computed: Decimal, figure: Printed) -> str:
    places = len(figure.text.partition(".")[2])
    if computed == computed.to_integral_value() and not places:
        return f"{computed:.0f}"
    text = numbers.fixed(computed, places + MORE)
    whole, _, decimals = text.partition(".")
    kept = decimals[:places] + decimals[places:].rstrip("0")
    return f"{whole}.{kept}" if kept else whole


def _slip(computed: Decimal, figure: Printed) -> str:
    """Said where the two differ by what lies between two units of money."""
    if figure.unit not in IN_WAN or not figure.value:
        return ""
    for power in (-8, -4, 4, 8):
        if judge(figure.text, computed.scaleb(power)) is Verdict.AGREES:
            return "；单位写错了"
    return ""


def _is_target_of_plan(one: Said, ledger: Ledger) -> bool:
    """五类项目全年计划完成投资 420 亿元: the year's target, not the sum of the plans."""
    target = ledger.words.targets.get(MONEY)
    return (
        one.indicators == ("annual_plan",)
        and one.subject.kind == "whole"
        and target is not None
        and one.figure.value * IN_WAN[one.figure.unit] == Decimal(f"{target:g}") * IN_WAN["亿元"]
    )


def _of_target(one: Said, ledger: Ledger) -> Twin:
    """A target of the year's plan: what was loaded."""
    target = ledger.words.targets.get(one.target or MONEY)
    if target is None:
        return _outside(one, Verdict.NOT_LOADED, "没有装入这一年的目标", ledger)
    computed = Decimal(f"{target:.15g}")
    if one.figure.unit in IN_WAN:
        computed = computed * IN_WAN["亿元"] / IN_WAN[one.figure.unit]
    return _given(one, computed, "全年目标", f"装入的全年目标是 {computed.normalize():f}")


def _of_growth(one: Said, ledger: Ledger, day: date) -> Twin:
    """A published rate of a region: what was loaded for the same months."""
    region = str(one.where["region"])
    rates = ledger.once((region, day), lambda: _rates(ledger, region, day))
    name = f"{region} · 固定资产投资增速"
    if len(rates) != 1:
        how = f"没有装入{region} {numbers.period_words(day)}的增速"
        return Twin(one.figure, Verdict.NOT_LOADED, how, name)
    computed = Decimal(f"{rates[0]:.15g}")
    words = f"装入的{region} {numbers.period_words(day)}增速是 {computed.normalize():f}"
    return _given(one, computed, name, words)


def _rates(ledger: Ledger, region: str, day: date) -> list[float]:
    frame = ledger.mart.ask(growth.series, Filters(ledger.on))
    rows = frame[
        (frame["region"] == region)
        & frame["is_known"].astype(bool)
        & (frame["period_end"].dt.date == day)
        & (frame["kind"] != "sample")
    ]
    return [float(rate) for rate in rows["growth_pct"]]


def _given(one: Said, computed: Decimal, name: str, words: str) -> Twin:
    is_same = judge(one.figure.text, computed) is not Verdict.IMPOSSIBLE
    how = words + one.figure.unit + ("，作为输入" if is_same else f"，不是 {one.figure.said}")
    verdict = Verdict.GIVEN if is_same else Verdict.IMPOSSIBLE
    return Twin(one.figure, verdict, how, name, computed=computed)
