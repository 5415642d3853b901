"""What an indicator reads now: one figure, or one a row where its question answers several."""

import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from pandas import DataFrame

from cockpit import numbers
from cockpit.city import City
from cockpit.registry.indicators import Indicator
from cockpit.registry.questions import QuestionEntry, entry
from cockpit.registry.sums import question_function, where_is
from cockpit.screens.figures import Figure, FigureMaker
from cockpit.screens.rows import Row, each
from cockpit.screens.view import View

OF_CITY = "筛选下不与全市目标比"
NOT_SINGLE = "按单个项目给出"
BY_ROW = "逐行给出，见显示它的页面"
NONE = "截至这一日没有数"


@dataclass(frozen=True)
class Value:
    """A figure and which row it is; ``label`` is empty for the only one."""

    label: str
    figure: Figure


@dataclass(frozen=True)
class Current:
    """What an indicator reads now; ``why_none`` says why where there are no values."""

    values: tuple[Value, ...]
    why_none: str = ""


def current(indicator: Indicator, view: View) -> Current:
    """The values of an indicator for a view."""
    figures = view.figures()
    question = question_function(indicator.source.partition(":")[0])
    if _needs_more(question):
        return Current((), NOT_SINGLE)
    if not figures.look.filters.is_whole and _is_of_city(indicator):
        return Current((), OF_CITY)
    frame = view.ask(question)
    values = tuple(
        Value(label, figure)
        for label, figure in _values(indicator, frame, figures)
        if not figure.is_missing
    )
    return Current(values, "" if values else BY_ROW if len(frame) > 1 else NONE)


def _needs_more(question: Any) -> bool:
    """Whether a question has to be told a project or the like."""
    more = list(inspect.signature(question).parameters.values())[2:]
    return any(p.default is inspect.Parameter.empty or p.default == "" for p in more)


def _is_of_city(indicator: Indicator) -> bool:
    return "program" in indicator.inputs and "project" in indicator.inputs


def _values(
    indicator: Indicator, frame: DataFrame, figures: FigureMaker
) -> Iterator[tuple[str, Figure]]:
    question, _, column = indicator.source.partition(":")
    if indicator.reckoning in {"counted", "each"}:
        total = frame[column].astype("float64").sum(min_count=1)
        name = "合计" if indicator.reckoning == "each" else ""
        yield name, figures.from_ledger(indicator.code, total)
        return
    answer = entry(question)
    chosen = _chosen(indicator, answer, frame)
    if len(chosen) > 1 and not answer.label:
        return
    for row in each(chosen):
        name = _label(answer, row, figures.stamp.city) if len(chosen) > 1 or answer.period else ""
        yield name, _figure(indicator, answer, row, figures)


def _chosen(indicator: Indicator, answer: QuestionEntry, frame: DataFrame) -> DataFrame:
    """The rows of an answer that are said: the usual row, the last of a series, or all."""
    match answer.said:
        case "first":
            return frame.head(1)
        case "latest_known":
            return frame[frame["is_home"] & frame["is_known"].astype(bool)].tail(1)
        case "last_complete":
            return frame[frame["is_complete"].fillna(False).astype(bool)].tail(1)
        case "with_all_members":  # a rank among the few that are known is none
            return frame[frame["with_rate"] == frame["members"]]
        case "usual_row":
            if indicator.reckoning == "lead":
                return frame[~frame["is_home"].astype(bool)]
            return where_is(frame, answer.usual_row)


def _label(answer: QuestionEntry, row: Row, city: City) -> str:
    if answer.period == "month":
        return f"{row.month} 月"
    if answer.period:
        period = getattr(row, answer.period)
        whose = f"{city.name}减{city.compared_with}" if answer.whose == "lead" else city.name
        return f"{whose}，{numbers.months_words(period.date())}"
    return str(getattr(row, answer.label))


def _figure(indicator: Indicator, answer: QuestionEntry, row: Row, figures: FigureMaker) -> Figure:
    name = str(getattr(row, answer.label)) if answer.label else ""
    rows = entry(indicator.rows.question) if indicator.rows else QuestionEntry()
    return figures.from_ledger(
        indicator.code,
        getattr(row, indicator.source.partition(":")[2]),
        narrow={answer.narrows: (name,)} if answer.narrows else None,
        where={answer.label: name} if answer.label in rows.selectors else None,
        kind=_kind(answer, row),
        signed=indicator.unit == "百分点",
        on=_period_end(row),
    )


def _kind(answer: QuestionEntry, row: Row) -> str:
    """A published rate says its own kind; empty: that of the ledger."""
    if not answer.kind:
        return ""
    kind = getattr(row, answer.kind)
    return ("sample" if kind else "published") if answer.kind == "is_sample" else str(kind)


def _period_end(row: Row) -> date | None:
    end = getattr(row, "period_end", None)
    return None if end is None or numbers.is_missing(end) else end.date()
