"""The curve of one project against its plan and 序时, with the gap as the hero."""

from datetime import date
from typing import Any

import plotly.graph_objects as go

from cockpit.chart_sizes import FINE, HERO, PROJECT, REACHED
from cockpit.charts import axis, caption, ink
from cockpit.charts.template import NUMERALS, figure
from cockpit.numbers import WAN_IN_YI
from cockpit.progress_curve import ProgressCurve

SMALL = "<span style='font-size:14px'>"


def curve(given: ProgressCurve) -> go.Figure:
    """Completed since 1 January in 亿元; 序时 dashed gold, the plan curve grey."""
    words = _words(given)
    drawn = figure(height=PROJECT + caption.room(words))
    start, end = date(given.cut_on.year, 1, 1), date(given.cut_on.year, 12, 31)
    _plan(drawn, given, start, end)
    _actual(drawn, given, start)
    _gap(drawn, given, words)
    months = [date(start.year, month, 1) for month in range(1, 13)]
    drawn.update_xaxes(
        range=[start, date(end.year + 1, 1, 6)],
        tickvals=[day.replace(day=15) for day in months],
        ticktext=[f"{day.month}月" for day in months],
    )
    values = axis.values(drawn_top(given))
    drawn.update_yaxes(**values)
    left = axis.beside(values["ticktext"], FINE)
    drawn.update_layout(margin={"l": left, "r": 12, "t": caption.room(words) + 4, "b": axis.BELOW})
    _note(drawn, "亿元", x=0, y=1, xref="paper", yref="paper", xanchor="left",
          yanchor="top", colour=ink.TEXT3, yshift=4)  # fmt: skip
    return drawn


def drawn_top(given: ProgressCurve) -> float:
    """The end of the value axis, 亿元: the plan or what was done, and room for its label."""
    done = float(given.reports["completed_wan"].max()) if len(given.reports) else 0.0
    return max(given.plan_wan or 0, given.completed_wan, done) / WAN_IN_YI * 1.14 or 1.0


def _plan(drawn: go.Figure, given: ProgressCurve, start: date, end: date) -> None:
    if not given.plan_wan:
        return
    top = given.plan_wan / WAN_IN_YI
    if len(given.planned):
        days = [start, *given.planned["month_end"]]
        values = [0.0, *(given.planned["planned_wan"].astype(float) / WAN_IN_YI)]
        drawn.add_scatter(
            x=days, y=values, mode="lines", line={"color": ink.PLAN, "width": 1.5},
            hovertemplate="计划曲线 %{y:.2f} 亿元<br>%{x|%Y-%m-%d}<extra></extra>",
        )  # fmt: skip
        # below the line that lies lower, so that the names stay apart
        month = min(_apart(given), len(values) - 1)
        lower = values[month] <= top * month / 12
        _note(drawn, "计划曲线", x=days[month], y=values[month], colour=ink.TEXT2,
              xanchor="left" if lower else "right", yanchor="top" if lower else "bottom",
              xshift=4 if lower else -4)  # fmt: skip
    drawn.add_scatter(
        x=[start, end], y=[0, top], mode="lines",
        line={"color": ink.GOLD_MARK, "width": 2, "dash": "6px,4px"}, hoverinfo="skip",
    )  # fmt: skip
    drawn.add_scatter(
        x=[end], y=[top], mode="markers", marker={"color": ink.GOLD_MARK, "size": 9},
        hoverinfo="skip", cliponaxis=False,
    )  # fmt: skip
    _note(drawn, given.plan, x=end, y=top, colour=ink.GOLD_TEXT, xanchor="right",
          yanchor="bottom", yshift=6)  # fmt: skip
    month = _apart(given)
    label = date(start.year, month + 1, 1) if month < 12 else end
    share = (label - start).days / (end - start).days
    above = bool(len(given.planned)) and _planned_at(given, month) <= top * share * WAN_IN_YI
    _note(drawn, "序时", x=label, y=top * share, colour=ink.GOLD_TEXT,
          xanchor="right" if above else "left", yanchor="bottom" if above else "top",
          xshift=-6 if above else 6)  # fmt: skip


def _apart(given: ProgressCurve) -> int:
    """The month, late in the year but not at the cut, where plan and 序时 lie furthest apart."""
    free = [month for month in range(6, 12) if abs(month - given.cut_on.month) > 1]
    months = [month for month in free if month < len(given.planned)] or [free[-1]]
    if not len(given.planned) or not given.plan_wan:
        return months[-1]
    plan = given.plan_wan
    return max(months, key=lambda month: abs(_planned_at(given, month) - plan * month / 12))


def _planned_at(given: ProgressCurve, month: int) -> float:
    """Planned by the end of a month, in 万元."""
    values = given.planned["planned_wan"].astype(float)
    return float(values.iloc[min(month, len(values)) - 1])


def _actual(drawn: go.Figure, given: ProgressCurve, start: date) -> None:
    if len(given.reports):
        days = [start, *given.reports["report_date"]]
        values = [0.0, *(given.reports["completed_wan"].astype(float) / WAN_IN_YI)]
        drawn.add_scatter(
            x=days, y=values, mode="lines", line={"color": ink.BLUE700, "width": 3},
            hovertemplate="完成 %{y:.2f} 亿元<br>%{x|%Y-%m-%d}<extra></extra>",
        )  # fmt: skip


def _gap(drawn: go.Figure, given: ProgressCurve, words: list[caption.Line]) -> None:
    """The stretch between what was done and what 序时 asks for: the hero, said above the plot."""
    done = given.completed_wan / WAN_IN_YI
    colour = ink.AMBER if given.is_behind else ink.GREEN
    even = done if given.even_wan is None else given.even_wan / WAN_IN_YI
    drawn.add_scatter(
        x=[given.cut_on] * 2, y=[0, max(done, even)], mode="lines", hoverinfo="skip",
        line={"color": ink.TEXT3, "width": 1, "dash": "2px,3px"},
    )  # fmt: skip
    if given.even_wan is not None:
        drawn.add_scatter(
            x=[given.cut_on] * 2, y=[done, even], mode="lines", hoverinfo="skip",
            line={"color": colour, "width": 4},
        )  # fmt: skip
    drawn.add_scatter(
        x=[given.cut_on], y=[done], mode="markers", hoverinfo="skip", cliponaxis=False,
        marker={"color": ink.BLUE700, "size": 12, "line": {"color": ink.SURFACE, "width": 1.5}},
    )  # fmt: skip
    caption.say(drawn, words)


def _words(given: ProgressCurve) -> list[caption.Line]:
    """The cut, the gap and what was reached."""
    tone = ink.AMBER if given.is_behind else ink.GREEN
    gap = f"{SMALL}<b>{given.gap}</b></span>" if given.gap else ""
    if given.gap_pp:
        gap += f" {given.gap_pp}{SMALL} 个百分点</span>"
    said = [(given.cut, FINE, ink.TEXT3), (gap, HERO, tone), (given.reached, REACHED, ink.BLUE700)]
    return [line for line in said if line[0]]


def _note(
    drawn: go.Figure, text: str, *, x: object, y: object, colour: str, size: int = FINE,
    **where: Any,
) -> None:  # fmt: skip
    """A label beside what it names, on the card's own ground so that lines do not cross it."""
    drawn.add_annotation(
        text=text, x=x, y=y, showarrow=False, bgcolor=ink.SURFACE, borderpad=1,
        font={"size": size, "color": colour, "family": NUMERALS}, **where,
    )  # fmt: skip
