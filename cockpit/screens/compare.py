"""Period comparison: a figure against the Monday before, last month-end, a year ago and a version.

The small line of cards and columns; each difference opens 变动原因.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from markupsafe import Markup

from cockpit import numbers
from cockpit.change import EXPLAINED
from cockpit.link import since, today
from cockpit.link.look import Look
from cockpit.link.since import Since
from cockpit.link.values import single
from cockpit.registry.indicators import INDICATORS, ORIGINS, Indicator
from cockpit.registry.sums import figure_of, row_of
from cockpit.screens import markup
from cockpit.screens.figures import Figure
from cockpit.screens.view import View
from cockpit.warehouse.mart import Mart
from queries.filters import Filters
from queries.moments import cut_on, moments

USUAL = ("lastmonday", "lastmonth", "lastyear")


@dataclass(frozen=True)
class Comparison:
    """A figure held against an earlier one.

    ``name``: 较 5 月 23 日; ``figure``: the signed difference; opens 变动原因 where that is
    defined; ``words``: said in the figure's place where there is none (跨年不比), may be empty;
    ``note``: the dates and versions, for the pointer.
    """

    name: str
    figure: Figure
    words: str
    note: str


def difference_unit(indicator: Indicator) -> str:
    """The unit of a difference: 百分点 between shares and rates."""
    return "个百分点" if indicator.unit in ("%", "百分点") else indicator.unit


def difference_text(indicator: Indicator, delta: float | None) -> str:
    """A difference with its sign, as the registry's decimals write it."""
    if indicator.scale == "wan":
        return numbers.yi(delta, indicator.decimals, signed=True)
    return numbers.fixed(delta, indicator.decimals, signed=True)


def compared(
    view: View,
    indicator: str,
    *,
    narrow: Mapping[str, Any] | None = None,
    also: Since | None = None,
) -> tuple[Comparison, ...]:
    """An indicator of a view against the usual days, and ``also`` (a version, a day of one's own).

    ``narrow`` replaces fields of the filters (a class, a domain). A day before the ledger is
    left out. Asked once per mart and look: an earlier version may be dropped meanwhile.
    """
    look = view.look.narrowed(**(narrow or {}))

    def make() -> tuple[Comparison, ...]:
        as_of, shown = look.filters.as_of, view.mart.version
        versions = view.versions()
        bases = [
            since.on_day(code, since.DAYS[code](as_of), versions, shown, as_of) for code in USUAL
        ]
        if also is not None and (also.day, also.version) != (as_of, shown):
            bases.append(also)
        ends = {(base.day, base.version): base for base in reversed(bases)}
        bases = [base for base in bases if ends[base.day, base.version] is base]  # each once
        taken = [_taken(view, look, INDICATORS[indicator], base) for base in bases]
        found = [_one(view, look, INDICATORS[indicator], *held) for held in _each_once(taken)]
        return tuple(one for one in found if one is not None)

    return view.mart.cached(("compared", indicator, look, also), make)


def comparison_line(found: tuple[Comparison, ...], indicator: str, why: str = "") -> Markup:
    """The comparisons as the HTML of a small line, to stand in a card.

    ``why``: the address of 变动原因, where the line is to name it.
    """
    unit = difference_unit(INDICATORS[indicator])
    return Markup(markup.render("compared", compared=found, unit=unit, why=why))


def differs(view: View, indicator: Indicator, base: Since) -> bool:
    """Whether a comparison holds another version or another cut against what is on screen."""
    if base.version != view.mart.version:
        return True
    before = view.look.narrowed(as_of=base.day).filters
    now = taken_on(view.mart, view.look.filters, indicator)
    return taken_on(view.mart, before, indicator) != now


def named_by_cut(base: Since, cut: date) -> Since:
    """The comparison of a figure, called by the day ``cut`` at which it is really taken.

    In a ledger reported by the month a Monday stands for the month-end before it: no weekly word
    over a monthly figure. A year ago stays so: it is held against the same day only.
    """
    if cut == base.day or base.code == "lastyear" or not _is_dated(base):
        return base
    return replace(base, name=numbers.month_end_words(cut, base.day))


def same_words(cut: date) -> str:
    """That a comparison takes the very day that is on screen."""
    return f"与现在同取 {numbers.month_end_words(cut)}数据"


def words_of(base: Since, cut: date) -> str:
    """The day and the version that something is held against, and the cut where it is another."""
    taken = "" if cut == base.day else f"取 {numbers.month_end_words(cut, base.day)}数，"
    note = f"；{base.note}" if base.note else ""
    return f"{numbers.iso(base.day)}，{taken}第 {base.version} 版{note}"


def _is_dated(base: Since) -> bool:
    """Whether it is of a day, and not of a version on the same day."""
    return bool(base.code) or base.name == numbers.iso(base.day)


def asked(view: View) -> Since | None:
    """What a link asks to be compared with by since= and since_version=; None where it does not.

    Raises BadLink, UnknownVersion.
    """
    query = view.query
    if not any("".join(query.get(name, ())).strip() for name in ("since", "since_version")):
        return None
    base = since.read(query, view.look, view.versions(), view.mart.version)
    view.mart_of(base.version)
    return base


def href(look: Look, code: str, base: Since, **more: str) -> str:
    """The address of 变动原因 for a look, an indicator and what it is compared with."""
    own = "" if base.code or base.day == look.filters.as_of else numbers.iso(base.day)
    named = str(base.version) if base.is_pinned or not (base.code or own) else ""
    return "/why?" + look.query(indicator=code, since=base.code or own, since_version=named, **more)


def why_of(view: View) -> str:
    """The address of 变动原因 for a page: of the indicator its link names, else 投资完成率."""
    query = view.query
    named = single(query, "indicator", "指标")
    code = named if named in EXPLAINED else "completion"
    labels = {"since": "比较日", "since_version": "比较版本"}
    compared = {name: single(query, name, label) for name, label in labels.items()}
    return "/why?" + view.look.query(indicator=code, **compared)


def _taken(view: View, look: Look, indicator: Indicator, base: Since) -> tuple[Since, date]:
    """A comparison with the day at which the figure is really taken, as that version was loaded."""
    held = view.mart_of(base.version)
    return base, taken_on(held, look.narrowed(as_of=base.day).filters, indicator)


def _each_once(taken: Sequence[tuple[Since, date]]) -> list[tuple[Since, date]]:
    """One comparison a moment (cut and version): of equal ones that which is called by its day."""
    moments: dict[tuple[date, int], tuple[Since, date]] = {}
    for base, cut in taken:
        moment = (cut, base.version)
        if moment not in moments or cut == base.day:
            moments[moment] = (base, cut)
    return list(moments.values())


def _one(view: View, look: Look, indicator: Indicator, base: Since, cut: date) -> Comparison | None:
    mart = view.mart_of(base.version)
    if not _is_loaded(view, indicator, mart, base.day):
        return None
    before = look.narrowed(as_of=base.day)
    delta, words, now_on = None, "", taken_on(view.mart, look.filters, indicator)
    if base.code != "lastyear" and base.day.year != look.filters.as_of.year:
        words = "跨年不比"
    elif mart is view.mart and cut == now_on:
        words = same_words(cut)
    elif base.code == "lastyear" and (cut.month, cut.day) != (now_on.month, now_on.day):
        words = "两年所取日期不同，不比"
    else:
        base = named_by_cut(base, cut)
        now, then = _value(view.mart, look, indicator), _value(mart, before, indicator)
        if now is not None and then is not None:
            delta = (100 if indicator.scale == "share" else 1) * (now - then)
        elif base.code == "lastyear":
            return None
    text = difference_text(indicator, delta)
    kind = view.stamp().figure_kind
    note = words_of(base, cut)
    opens = (
        href(look, indicator.code, base)
        if indicator.code in EXPLAINED
        else "/indicators?" + look.query(definition=indicator.code)
    )
    title = f"{view.city.said(indicator.name)}{base.against} · {ORIGINS[kind]} · {note}"
    figure = Figure(text, difference_unit(indicator), indicator.code, kind, opens, title)
    return Comparison(base.against, figure, words, note)


def _value(mart: Mart, look: Look, indicator: Indicator) -> float | None:
    return figure_of(indicator, row_of(indicator, mart, look.filters, {}))


def cut_of(mart: Mart, filters: Filters) -> date:
    """The day at which the rates of a look are taken."""
    return cut_on(mart.connection, filters)


def taken_on(mart: Mart, filters: Filters, indicator: Indicator) -> date:
    """At which day a figure is taken: the cut, or as far as its kind of data goes."""
    return moments(mart.connection, filters).get(f"{indicator.taken}_on") or filters.as_of


def _is_loaded(view: View, indicator: Indicator, mart: Mart, day: date) -> bool:
    if "regional_growth" in indicator.inputs:
        return True
    first, _ = today.reported(mart, view.today)
    return first is not None and first <= day
