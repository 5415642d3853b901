"""A click on a figure, as the ledger's link says it: the indicator, and which row of its answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from cockpit import numbers
from cockpit.city import City
from cockpit.errors import BadLink
from cockpit.link.look import LABELS, PARAMETERS, Look
from cockpit.link.values import WAY_BACK, single
from cockpit.registry.indicators import INDICATORS, Indicator
from cockpit.registry.questions import SELECTORS, entry
from cockpit.registry.sums import Sum
from cockpit.screens import figures

READS = ("indicator", *SELECTORS)
YEARS = ("year", "solved_year")  # selectors that are a number


@dataclass(frozen=True)
class FigureLink:
    """The figure that was clicked. ``where`` picks the row of its answer."""

    indicator: Indicator
    where: dict[str, Any] = field(default_factory=dict)


def read(query: Mapping[str, Sequence[str]], city: City) -> FigureLink | None:
    """The click in a query string; None where no indicator is named. Raises BadLink.

    ``city``: whose words its name and definition have.
    """
    code = single(query, "indicator", "指标")
    if not code:
        return None
    indicator = INDICATORS.get(code)
    if indicator is None or indicator.rows is None:
        offer = "、".join(city.said(i.name) for i in INDICATORS.values() if i.rows)
        raise BadLink(
            f"没有“{code[:40]}”这个带明细的指标；可选：{offer}",
            where="indicator=",
            way_out=WAY_BACK,
        )
    name, definition = city.said(indicator.name), city.said(indicator.definition)
    indicator = replace(indicator, name=name, definition=definition)
    where: dict[str, Any] = {}
    for name, label in SELECTORS.items():
        if value := single(query, name, label):
            if indicator.rows is None or name not in entry(indicator.rows.question).selectors:
                raise BadLink(
                    f"“{indicator.name}”不按{label}分", where=f"{name}=", way_out=WAY_BACK
                )
            where[name] = _year(value) if name in YEARS else value
    if indicator.reckoning == "lead" and "region" not in where:
        raise BadLink("没有说和哪个地区比", where="region=", way_out=WAY_BACK)
    return FigureLink(indicator, where)


def nothing_picked(click: FigureLink) -> BadLink:
    """The error of a selector whose value no row has."""
    (name, value), *_ = click.where.items()
    return BadLink(
        f"截至这一日没有{SELECTORS[name]}“{str(value)[:40]}”的数据",
        where=f"{name}=",
        way_out=WAY_BACK,
    )


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise BadLink(f"“{text[:40]}”不是年度，应写成 2020", where="year=", way_out=WAY_BACK)
    return int(text)


def scope_words(look: Look, city: City) -> str:
    """The choice of a look in words, in front of a finding; empty for all."""
    filters = look.filters
    said = ["、".join(filters.towns), "、".join(filters.domains), "、".join(filters.investors)]
    classes = "、".join(filters.classes)
    levels = "、".join(filters.levels)
    said.append(f"{classes or city.levelled_words}（{levels}）" if levels else classes)
    return " · ".join(part for part in said if part)


def as_text(indicator: Indicator, value: float | None, *, signed: bool = False) -> str:
    """A value as the registry writes it, with its unit."""
    said = figures.as_text(indicator.code, value, signed=signed)
    unit = "个百分点" if indicator.unit == "百分点" else indicator.unit
    if said == numbers.MISSING:
        return said
    return said + (unit if unit == "%" else f" {unit}")


def title(click: FigureLink, total: Sum, look: Look, city: City, own: Sequence[str] = ()) -> str:
    """The figure in a sentence: "重点项目（省、市）投资完成率 49.1%".

    ``own``: a page's own choice among the rows, in words.
    """
    if click.indicator.reckoning == "lead" and total.total is not None:
        lead, region = numbers.rounded(total.total, click.indicator.decimals), click.where["region"]
        if lead == 0:
            return f"{city.short_name}与{region}持平"
        side = "高出" if lead > 0 else "低于"
        return f"{city.short_name}{side}{region} {numbers.fixed(abs(lead))} 个百分点"
    place = "".join(
        f"{value} 年发行" if name == "year" else f"{value} " for name, value in click.where.items()
    )
    scope = " · ".join(filter(None, [scope_words(look, city), *own]))
    signed = click.indicator.unit == "百分点"
    shown = total.figure if total.is_single else total.total
    name = f"{click.indicator.name} {as_text(click.indicator, shown, signed=signed)}"
    front = " ".join(part for part in (scope, place.strip()) if part)
    return front + (" " if front and not front.endswith("）") else "") + name


def sentence(click: FigureLink, total: Sum, city: City) -> str:
    """How the rows make the figure, and that they do."""
    assert click.indicator.rows is not None
    noun = entry(click.indicator.rows.question).noun
    if total.total is None:
        return f"{len(total.rows)} {noun}，没有可以相加的数，所以是“—”。"
    return f"{_arithmetic(click, total, noun, city)}{_agreement(click, total)}。"


def _arithmetic(click: FigureLink, total: Sum, noun: str, city: City) -> str:
    indicator, rows, size = click.indicator, click.indicator.rows, len(total.rows)
    assert rows is not None
    # where they agree the figure itself is said: a half may have been summed in another order
    value = total.figure if total.is_single and total.agrees else total.total
    result = as_text(indicator, value, signed=indicator.unit == "百分点")
    if indicator.is_of_published:
        return _growth_words(click, total, result, city.name)
    if indicator.reckoning == "distinct":
        return f"下表 {size} {noun}，一个项目只计一次，共 {result}"
    if not rows.denominator:
        return f"下表 {size} {noun}合计 {result}"
    part, whole = (
        _amount(rows.question, name, value)
        for name, value in (
            (rows.numerator, total.numerator),
            (rows.denominator, total.denominator),
        )
    )
    if indicator.reckoning == "ahead":
        ratio = numbers.percent(
            (total.numerator or 0) / total.denominator if total.denominator else None
        )
        progress = numbers.percent(total.time_progress)
        return (
            f"下表 {size} {noun}合计 {part} ÷ {whole} = {ratio}%，减序时 {progress}% 得 {result}"
            "（先相减后取整）"
        )
    return f"下表 {size} {noun}合计 {part} ÷ {whole} = {result}"


def _amount(question: str, column: str, value: float | None) -> str:
    """A sum with its unit: of a count that which stands in the column's header, else 个."""
    if column.endswith("_wan"):
        return f"{numbers.yi(value)} 亿元"
    header = entry(question).column(column).header
    unit = header.partition("（")[2].removesuffix("）") or "个"
    return f"{numbers.count(value)} {unit}"


def _growth_words(click: FigureLink, total: Sum, result: str, home: str) -> str:
    if click.indicator.reckoning == "rank":
        return f"名次由同组各地的同期增速从高到低排出，并列同名次，{home}第 {result}"
    if total.denominator is None:
        return f"公布的累计同比增速 {result}"
    other = "目标" if click.indicator.reckoning == "over_target" else click.where["region"]
    own, less = numbers.fixed(total.numerator), numbers.fixed(total.denominator)
    return f"{home} {own}% 减{other} {less}% 得 {result}"


def _agreement(click: FigureLink, total: Sum) -> str:
    if not total.is_single or click.indicator.reckoning == "rank":
        return ""
    return (
        "，与所点数字一致"
        if total.agrees
        else (f"，与所点数字 {as_text(click.indicator, total.figure)} 不一致，请告诉管理员")
    )


def look_words(look: Look) -> dict[str, str]:
    """The choice of a look as label → values."""
    chosen = {LABELS[name]: getattr(look.filters, field) for name, field in PARAMETERS.items()}
    return {label: "、".join(values) for label, values in chosen.items() if values}
