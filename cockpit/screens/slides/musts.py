"""Slide D: “三必” and 领导覆盖 of the month, each with its strip, rate and counts."""

from dataclasses import dataclass
from typing import Any

from cockpit.numbers import is_missing
from cockpit.screens.figures import FigureMaker
from cockpit.screens.rows import Row
from cockpit.screens.slides.text import SlideText, words
from cockpit.screens.view import View
from cockpit.screens.wall import dispatch as on_wall
from cockpit.screens.wall.context import MustRow
from queries import dispatch


@dataclass(frozen=True)
class Must:
    """One of the four."""

    row: MustRow  # as the wall has it
    counts: str  # 7,758/8,013 项目日; of one without a rate what the wall says


@dataclass(frozen=True)
class MustsPicture:
    """The month's four rates."""

    musts: tuple[Must, ...]  # 每天必传, 每周必到, 每月必查, 领导覆盖


def draw(figures: FigureMaker, view: View) -> SlideText:
    """Headline and picture of the three musts."""
    panel = on_wall.must(figures, view)
    if panel.empty:
        return SlideText((), None, panel.empty)
    judged = [row for row in panel.rows if not row.rate.is_missing]
    lines = zip(panel.rows, _counts(view), strict=True)
    picture = MustsPicture(tuple(Must(row, counts or row.note) for row, counts in lines))
    note = f"{panel.period}；橙：低于 95%、未完成，红：低于 90%"
    if not judged:
        return SlideText((words("三必本月还没有可判的"),), picture, "", note)
    first = judged[0]
    headline = [words(f"{first.name} ", first.rate, "%")]
    lowest = min(judged, key=lambda row: row.rate.decimal)
    if lowest is not first:
        headline = [words(f"{first.name} ", first.rate, "%，")]
        headline.append(words(f"{lowest.name}最低，", lowest.rate, "%"))
    return SlideText(tuple(headline), picture, "", note)


def _counts(view: View) -> tuple[str, ...]:
    daily, weekly = (view.ask(question) for question in (dispatch.daily, dispatch.weekly))
    days = "" if daily.empty else _days(daily.iloc[0])
    ended = weekly[weekly["week_start"].isna()]
    weeks = "" if ended.empty else _said(ended.iloc[0].visited, ended.iloc[0].due, "项目周")
    monthly, rounds = view.row(dispatch.monthly), view.row(dispatch.coverage)
    nodes = _said(monthly.checked, monthly.due, "个节点")
    return days, weeks, nodes, _said(rounds.visited, rounds.assigned, "个项目")


def _days(row: Row) -> str:
    if is_missing(row.due):
        return ""
    return _said(row.in_time, row.due - row.unknown, "项目日")


def _said(done: Any, due: Any, measure: str) -> str:
    """7,758/8,013 项目日; empty where nothing was due or loaded."""
    if is_missing(done) or is_missing(due) or not due:
        return ""
    return f"{int(done):,}/{int(due):,} {measure}"
