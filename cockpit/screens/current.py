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
from cockpit.registry.sums import USUAL_ROW, question_function
from cockpit.screens.figures import Figure, FigureMaker
from cockpit.screens.rows import Row, each
from cockpit.screens.view import View

SUMMED = {"domains_ahead", "closable", "closable_pairs"}  # figures that count or add an answer
LABELS = {  # what tells the rows of an answer apart
    "implementation.by_class": "project_class",
    "implementation.conversion": "stage",
    "pipeline.libraries": "library",
    "growth.latest": "region",
    "growth.ranks": "peer_group",
}
PERIODS = {"growth.series", "growth.pairs", "investment.monthly"}  # said with their period
IN_LINK = {"region", "library", "peer_group"}  # labels that a link to the rows names
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
    if indicator.code in SUMMED:
        total = frame[column].astype("float64").sum(min_count=1)
        yield (
            "合计" if indicator.code != "domains_ahead" else "",
            figures.from_ledger(indicator.code, total),
        )
        return
    label = LABELS.get(question, "")
    chosen = _chosen(indicator.code, question, frame)
    if len(chosen) > 1 and not label:
        return
    for row in each(chosen):
        is_one = len(chosen) == 1 and question not in PERIODS
        name = "" if is_one else _label(question, label, row, figures.stamp.city)
        yield name, _figure(indicator, question, label, row, figures)


def _chosen(code: str, question: str, frame: DataFrame) -> DataFrame:
    """The rows of an answer that are said: the usual row, the last of a series, or all."""
    if question == "growth.series":
        return frame[frame["is_home"] & frame["is_known"].astype(bool)].tail(1)
    if question == "growth.pairs":
        return frame.head(1)
    if question == "investment.monthly":
        return frame[frame["is_complete"].fillna(False).astype(bool)].tail(1)
    if question == "growth.ranks":  # a rank among the few that are known is none
        return frame[frame["with_rate"] == frame["members"]]
    if code == "fai_lead_pp":
        return frame[~frame["is_home"].astype(bool)]
    for name, value in USUAL_ROW.get(question, {}).items():
        frame = frame[frame[name].isna() if value is None else frame[name] == value]
    return frame


def _label(question: str, label: str, row: Row, city: City) -> str:
    if question == "growth.pairs":
        return f"{city.name}减{city.compared_with}，{numbers.months_words(row.period_end.date())}"
    if question == "growth.series":
        return f"{city.name}，{numbers.months_words(row.period_end.date())}"
    if question == "investment.monthly":
        return f"{row.month} 月"
    return str(getattr(row, label))


def _figure(
    indicator: Indicator, question: str, label: str, row: Row, figures: FigureMaker
) -> Figure:
    name = str(getattr(row, label)) if label else ""
    return figures.from_ledger(
        indicator.code,
        getattr(row, indicator.source.partition(":")[2]),
        narrow={"classes": (name,)} if label == "project_class" else None,
        where={label: name} if label in IN_LINK and indicator.rows else None,
        kind=_kind(question, row),
        signed=indicator.unit == "百分点",
        on=_period_end(row),
    )


def _kind(question: str, row: Row) -> str:
    """A published rate says its own kind; empty: that of the ledger."""
    if not question.startswith("growth."):
        return ""
    if getattr(row, "is_sample", False):
        return "sample"
    return str(getattr(row, "kind", getattr(row, "own_kind", "published")))


def _period_end(row: Row) -> date | None:
    end = getattr(row, "period_end", None)
    return None if end is None or numbers.is_missing(end) else end.date()
