"""The parts of the indicators' page: what each figure means, is made of, and reads now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from markupsafe import Markup

from cockpit import numbers
from cockpit.errors import BadLink
from cockpit.link.look import Look
from cockpit.link.values import WAY_BACK, single
from cockpit.registry import words
from cockpit.registry.indicators import INDICATORS, ORIGINS, Indicator
from cockpit.registry.questions import SUBJECTS, subject
from cockpit.screens import figure_link, markup
from cockpit.screens.current import Current, current
from cockpit.screens.once import once
from cockpit.screens.page import Headline
from cockpit.screens.pages import screens_of_indicator
from cockpit.screens.view import View
from cockpit.tables.contracts import TABLES
from queries import freshness
from queries._run import sql_of

PATH = "/indicators"
SCALES = {"wan": "万元", "share": "比值", "points": "百分点或百分数", "count": "个数"}
LEAD = "点开看口径、算式、SQL、来源表与显示它的页面；右边的现值随截至日与筛选，点数字看明细。"


@dataclass(frozen=True)
class IndicatorsData:
    """What the page says: the indicator that the link names, if any, and what all are drawn by."""

    view: View
    asked: Indicator | None
    title: str
    lead: str
    sources: Mapping[str, Mapping[str, Any]]


@once
def indicators_data(view: View) -> IndicatorsData:
    """What the link asks for. Raises BadLink for an indicator that the registry does not have."""
    asked = _asked(view.query)
    records = view.ask(freshness.sources).to_dict("records")
    sources = {str(row["table_name"]): {str(k): v for k, v in row.items()} for row in records}
    title, lead = f"{len(INDICATORS)} 个指标，每个都打开到口径、来源和明细", LEAD
    if asked is not None:
        title, lead = _finding(asked, current(asked, view), view), ""
    return IndicatorsData(view, asked, title, lead, sources)


def _asked(query: Mapping[str, Sequence[str]]) -> Indicator | None:
    code = single(query, "definition", "指标")
    if not code:
        return None
    if code not in INDICATORS:
        raise BadLink(f"没有“{code[:40]}”这个指标", where="definition=", way_out=WAY_BACK)
    return INDICATORS[code]


def _finding(indicator: Indicator, now: Current, view: View) -> str:
    """The name with its value, where it has one."""
    scope, name = figure_link.scope_words(view.look, view.city), view.city.said(indicator.name)
    front = scope + (" " if scope and not scope.endswith("）") else "") if now.values else ""
    if len(now.values) != 1:
        return name
    figure = now.values[0].figure
    if figure.is_missing:
        return name
    unit = {"百分点": " 个百分点", "%": "%"}.get(figure.unit, f" {figure.unit}")
    return f"{front}{name} {figure.text}{unit}"


@once
def indicator_card(found: IndicatorsData) -> Markup:
    """The indicator that the link names, in full; nothing without one."""
    if found.asked is None:
        return Markup()
    item = _item(found, found.asked)
    return markup.render("indicators/definition", item=item, all_href=_href(found.view))


def all_indicators(found: IndicatorsData) -> Markup:
    """Every indicator of the registry, by subject; each opens in its place."""

    def make() -> Markup:
        ordered = sorted(INDICATORS.values(), key=_place)
        groups = [
            (name, [_item(found, indicator) for indicator in members])
            for name, members in groupby(ordered, _subject)
        ]
        return markup.render("indicators/definitions", groups=groups)

    return found.view.cached("definitions", make)


def headline(view: View) -> Headline:
    """What the page finds. Raises BadLink."""
    found = indicators_data(view)
    return Headline(found.title, found.lead, view.look.filters.as_of)


def _subject(indicator: Indicator) -> str:
    """The heading that it stands under."""
    return subject(indicator.source)


def _place(indicator: Indicator) -> int:
    names = list(SUBJECTS.values())
    name = _subject(indicator)
    return names.index(name) if name in names else len(names)


def _href(view: View, **more: str) -> str:
    return f"{PATH}?{view.look.query(**more)}"


def _item(found: IndicatorsData, indicator: Indicator) -> dict[str, Any]:
    question, _, column = indicator.source.partition(":")
    now = current(indicator, found.view)
    look = found.view.look
    return {
        "code": indicator.code,
        "name": found.view.city.said(indicator.name),
        "unit": indicator.unit,
        "definition": found.view.city.said(indicator.definition),
        "formula": found.view.city.said(words.formula(indicator)),
        "split": words.split(indicator),
        "kinds": _kinds(found, indicator, now),
        "now": now,
        "rows": words.rows_words(indicator),
        "rows_href": _rows_href(indicator, look),
        "source": f"{question} 的 {column}（{SCALES[indicator.scale]}）",
        "inputs": [_input(found, name) for name in indicator.inputs],
        "shown": [  # the page of a project opens from one
            (name, "" if path == "/project" else f"{path}?{look.query()}")
            for name, path in screens_of_indicator(indicator.code)
        ],
        "href": _href(found.view, definition=indicator.code),
        "sql": sql_of(question.replace(".", "/")),
    }


def _rows_href(indicator: Indicator, look: Look) -> str:
    if indicator.rows is None or indicator.reckoning == "lead":
        return ""  # a lead needs the region that its own figures name
    return f"/ledger?{look.query(indicator=indicator.code)}"


def _kinds(found: IndicatorsData, indicator: Indicator, now: Current) -> list[tuple[str, str]]:
    """Kind and its word: of the values, and 假定 where a rule behind them is our reading."""
    kinds = [value.figure.kind for value in now.values] or [found.view.figures().stamp.figure_kind]
    if any(found.sources.get(table, {}).get("is_assumed") for table in indicator.inputs):
        kinds.append("assumed")
    return [(kind, ORIGINS[kind]) for kind in dict.fromkeys(kinds)]


def _input(found: IndicatorsData, table: str) -> dict[str, str]:
    """A table: its name, how far it reaches, and the file that brought its last row."""
    row = found.sources.get(table, {})
    name = TABLES[table].names[0] if table in TABLES else table
    last, file = row.get("last_on"), row.get("file")
    return {
        "name": name,
        "table": table,
        "last_on": "没有数据" if numbers.is_missing(last) else f"数到 {numbers.iso(last)}",
        "file": "" if numbers.is_missing(file) else str(file),
        "loaded": ""
        if numbers.is_missing(row.get("loaded_at"))
        else f"{row['loaded_at']:%Y-%m-%d %H:%M}",
        "author": "" if numbers.is_missing(row.get("author")) else str(row["author"]),
    }
