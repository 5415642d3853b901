"""The charts of 目标进度: the year's curve against its lines, the months against the pace."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
from pandas import DataFrame, Series

from cockpit import chart_sizes, numbers
from cockpit.chart_sizes import FINE
from cockpit.charts import axis, caption, ink
from cockpit.charts.template import NUMERALS, figure
from cockpit.numbers import WAN_IN_YI, is_missing

HEIGHT, LEFT, RIGHT, TOP, BOTTOM = chart_sizes.TARGETS, 40, 112, 76, 30
APART = 18  # px between the labels at a curve's end
MONTHS = ["1月", *map(str, range(2, 13))]  # short enough for a phone


@dataclass(frozen=True)
class YearEnd:
    """Where the year ends, in 万元: forecast with its 80 % interval, and the goal.

    ``goal``: its word; ``line``: the column of ``monthly`` that runs to it; ``held``: the column
    that the cut is held against.
    """

    forecast_wan: Any
    low_wan: Any
    high_wan: Any
    goal: str
    line: str
    held: str


def _yi(wan: "Series[Any]") -> list[float | None]:
    return [None if is_missing(v) else float(v) / WAN_IN_YI for v in wan]


def cumulative(monthly: DataFrame, end: YearEnd) -> go.Figure:
    """Cumulative investment of each month-end (亿元) against plan curve, 序时 and goal.

    ``monthly``: as queries.investment.monthly gives it. The forecast is dotted, its interval a
    wedge to the year's end; every line is named at its end.
    """
    over = monthly["is_over"].astype(bool)
    n = int(over.sum())  # rows up to the cut
    at = [0.0, *(float(months) for months in monthly["months"])]
    done = [0.0, *_yi(monthly["completed_wan"][over])]
    planned = [0.0, *_yi(monthly["planned_wan"])]
    line, ahead = [0.0, *_yi(monthly[end.line])], _yi(monthly["forecast_wan"].iloc[n - 1 :])
    fig = figure(height=HEIGHT)
    later, cut = at[n:], at[n]
    _wedge(fig, end, later, ahead)
    _curve(fig, at, planned, ink.PLAN, "计划", width=1.5)
    _curve(fig, at, line, ink.GOLD_MARK, "序时", width=2, dash="6px,4px")
    _curve(fig, later, ahead, ink.BLUE700, "预测", width=2, dash="2px,4px")
    now, on_line = done[-1], [0.0, *_yi(monthly[end.held])][n]
    if now is not None and on_line is not None:
        tone = ink.GREEN if now >= on_line else ink.AMBER
        fig.add_trace(
            go.Scatter(
                x=[cut, cut],
                y=[on_line, now],
                mode="lines",
                line={"color": tone, "width": 3},
                hoverinfo="skip",
            )
        )
    _curve(fig, at[: n + 1], done, ink.BLUE700, "完成", width=3, markers=True)
    top = _top(
        [
            *done,
            *planned,
            *line,
            *ahead,
            None if is_missing(end.high_wan) else end.high_wan / WAN_IN_YI,
        ]
    )
    _axes(fig, top)
    words = _words(monthly["ends_on"].iloc[n - 1], end, now, on_line)
    _now(fig, cut, [v for v in (now, on_line) if v is not None], words)
    _ends(fig, end, planned[-1], line[-1], top=top, is_over=n == len(monthly))
    return fig


def _curve(
    fig: go.Figure,
    x: Sequence[float],
    y: Sequence[float | None],
    color: str,
    name: str,
    *,
    width: float,
    dash: str = "solid",
    markers: bool = False,
) -> None:
    said = [
        ""
        if numbers.is_missing(value)
        else f"{_place_words(months)} {name} {numbers.fixed(value)} 亿元"
        for months, value in zip(x, y, strict=True)
    ]
    fig.add_trace(
        go.Scatter(
            x=list(x),
            y=list(y),
            mode="lines+markers" if markers else "lines",
            line={"color": color, "width": width, "dash": dash},
            connectgaps=False,
            marker={
                "size": [0, *[8] * (len(x) - 2), 12][: len(x)] if markers else 0,
                "color": color,
                "line": {"width": 0},
                "opacity": 1,
            },
            hovertext=said,
            hoverinfo="text",
        )
    )


def _place_words(months: float) -> str:
    return f"{int(months)} 月底" if months == int(months) else "取数日"


def _wedge(
    fig: go.Figure, end: YearEnd, months: Sequence[float], ahead: Sequence[float | None]
) -> None:
    """The 80 % interval: known at the year's end, joined to the cut."""
    if len(months) < 2 or is_missing(end.low_wan) or None in ahead:
        return
    path = [float(value) for value in ahead if value is not None]
    steps = [(month - months[0]) / (12 - months[0]) for month in months]
    low = [
        p - s * (end.forecast_wan - end.low_wan) / WAN_IN_YI
        for p, s in zip(path, steps, strict=True)
    ]
    high = [
        p + s * (end.high_wan - end.forecast_wan) / WAN_IN_YI
        for p, s in zip(path, steps, strict=True)
    ]
    fig.add_trace(
        go.Scatter(
            x=[*months, *reversed(months)],
            y=[*high, *reversed(low)],
            fill="toself",
            mode="none",
            fillcolor=ink.BLUE500,
            opacity=0.22,
            hoverinfo="skip",
        )
    )


def _top(values: Sequence[float | None]) -> float:
    largest = max([float(v) for v in values if v is not None] or [1.0]) or 1.0
    return 1.1 * largest


def _axes(fig: go.Figure, top: float) -> None:
    fig.update_layout(margin={"l": LEFT, "r": RIGHT, "t": TOP, "b": BOTTOM, "pad": 4})
    fig.update_xaxes(
        range=[-0.1, 12.1],
        tickvals=list(range(1, 13)),
        ticktext=MONTHS,
    )
    fig.update_yaxes(**axis.values(top))
    _note(
        fig,
        "亿元",
        0,
        1.0,
        color=ink.TEXT3,
        xref="paper",
        yref="paper",
        xanchor="right",
        yanchor="bottom",
        xshift=-6,
        yshift=6,
    )


def _note(
    fig: go.Figure, text: str, x: Any, y: Any, *, color: str, size: int = FINE, **more: Any
) -> None:
    fig.add_annotation(
        **(
            {
                "text": text,
                "x": x,
                "y": y,
                "showarrow": False,
                "font": {"color": color, "size": size, "family": NUMERALS},
            }
            | more
        )
    )


def _big(text: str, size: int) -> str:
    return f'<span style="font-size:{size}px">{text}</span>'


def _now(
    fig: go.Figure, cut: float, reached: Sequence[float], words: Sequence[caption.Line]
) -> None:
    """The cut, up to what was reached there or should have been, and what is said of it."""
    fig.add_trace(
        go.Scatter(
            x=[cut, cut],
            y=[0, max(reached, default=0.0)],
            mode="lines",
            line={"color": ink.TEXT3, "width": 1, "dash": "2px,3px"},
            hoverinfo="skip",
        )
    )
    caption.say(fig, words)


def _words(
    cut_on: date, end: YearEnd, now: float | None, on_line: float | None
) -> list[caption.Line]:
    """What is done by the cut, and the gap to 序时 or to the plan curve."""
    held = "计划" if end.held == "planned_wan" else "序时"
    until = f"截至 {numbers.month_end_words(cut_on)}"
    if now is None:
        return [(until, FINE, ink.TEXT3)]
    small = '<span style="font-size:13px">'
    said = [(f"{small}{until} </span>{numbers.fixed(now)}{small} 亿元</span>", 22, ink.BLUE700)]
    if on_line is not None:
        gap, tone = now - on_line, ink.GREEN if now >= on_line else ink.AMBER
        word = f"▲ 多于{held}" if gap >= 0 else f"▽ 少于{held}"
        word = f"{small}{word}</span>"
        said.append((f"{word} {numbers.fixed(abs(gap))}{small} 亿元</span>", 16, tone))
        said.append((f"{held} {numbers.fixed(on_line)} 亿元", 13, ink.TEXT2))
    return said


def _ends(
    fig: go.Figure,
    end: YearEnd,
    planned: float | None,
    goal: float | None,
    *,
    top: float,
    is_over: bool,
) -> None:
    """A label at each line's end, at least APART px from the next, with a leader."""
    labels: list[tuple[float, str, str, int]] = []

    def label(value: Any, words: str, color: str, size: int) -> None:
        if not is_missing(value):
            text = numbers.fixed(float(value), 0)
            labels.append((float(value), f"{words} {_big(text, size)}", color, size))

    forecast = None if is_missing(end.forecast_wan) else end.forecast_wan / WAN_IN_YI
    if not is_over and forecast is not None:
        label(end.high_wan / WAN_IN_YI, "80% 上沿", ink.TEXT2, 14)
        label(end.low_wan / WAN_IN_YI, "80% 下沿", ink.TEXT2, 14)
        label(forecast, "预测", ink.BLUE700, 20)
        fig.add_trace(_dot(forecast, ink.SURFACE, ink.BLUE700))
    if end.goal == "目标":
        label(planned, "计划合计", ink.PLAN, 14)
    label(goal, end.goal, ink.GOLD_TEXT, 17)
    if goal is not None:
        fig.add_trace(_dot(goal, ink.GOLD_MARK, ink.SURFACE))
    px = (HEIGHT - TOP - BOTTOM) / top
    labels.sort(key=lambda item: item[0])
    places: list[float] = []
    for value, *_ in labels:
        places.append(max(value * px, places[-1] + APART if places else 0.0))
    shift = max(0.0, places[-1] - (HEIGHT - BOTTOM - TOP + 16)) if places else 0.0
    for (value, text, color, _), place in zip(labels, places, strict=True):
        fig.add_annotation(
            x=12,
            y=value,
            ax=20,
            ay=-(place - shift - value * px),
            text=text,
            xanchor="left",
            showarrow=True,
            arrowhead=0,
            arrowwidth=1,
            arrowcolor=color,
            standoff=5,
            font={"color": color, "size": FINE, "family": NUMERALS},
            borderpad=1,
        )


def _dot(value: float, fill: str, edge: str) -> go.Scatter:
    return go.Scatter(
        x=[12],
        y=[value],
        mode="markers",
        hoverinfo="skip",
        cliponaxis=False,
        marker={"size": 10, "color": fill, "line": {"width": 2, "color": edge}},
    )


def pace(monthly: DataFrame, needed_wan: Any, recent_wan: Any) -> go.Figure:
    """Each month's investment (亿元) against what the months to come need on average.

    Months over are solid, the running one as far as it has come; months to come the forecast's,
    dashed, on top of what the running one has. ``needed_wan`` is the gold line, ``recent_wan`` the
    mean of the last three complete months, over their bars.
    """
    fig = figure(height=HEIGHT)
    over, complete = monthly["is_over"].astype(bool), int(monthly["is_complete"].astype(bool).sum())
    done = _yi(monthly["increment_wan"][over])
    last = len(done)  # the month of the cut
    path = _yi(monthly["forecast_wan"].iloc[last - 1 :])
    later = [int(month) for month in monthly["month"].iloc[last:]]
    ahead = [None if a is None or b is None else b - a for a, b in pairwise(path)]
    base = [(done[-1] or 0.0) if month == last else 0.0 for month in later]
    fig.add_trace(
        go.Bar(
            x=list(range(1, last + 1)),
            y=done,
            marker={"color": ink.BLUE700},
            text=[numbers.fixed(v) for v in done],
            textposition="outside",
            cliponaxis=False,
            textfont={"family": NUMERALS, "size": 15, "color": ink.TEXT},
            hovertext=[
                f"{m} 月{'' if m <= complete else '到取数日'} {numbers.fixed(v)} 亿元"
                for m, v in enumerate(done, start=1)
            ],
            hoverinfo="text",
        )
    )
    needed = None if is_missing(needed_wan) or needed_wan <= 0 else float(needed_wan) / WAN_IN_YI
    recent = None if is_missing(recent_wan) else float(recent_wan) / WAN_IN_YI
    tops = [None if v is None else v + b for v, b in zip(ahead, base, strict=True)]
    top = 1.28 * max([v for v in [*done, *tops, needed, recent] if v is not None] or [1.0])
    for month, value, low in zip(
        later, ahead, base, strict=True
    ):  # a bar's own outline cannot be dashed
        if value is not None and value > 0:
            fig.add_shape(
                type="rect",
                x0=month - 0.34,
                x1=month + 0.34,
                y0=low,
                y1=low + value,
                fillcolor=ink.BLUE100,
                line={"color": ink.BLUE500, "width": 1.2, "dash": "3px,2px"},
                layer="below",
            )
    fig.update_layout(
        margin={"l": 6, "r": 6, "t": 10, "b": BOTTOM, "pad": 4},
        bargap=0.28,
        uniformtext={"mode": "show", "minsize": 1},  # values in a size that fits each bar
    )
    fig.update_xaxes(
        range=[0.4, 12.6],
        tickvals=list(range(1, 13)),
        ticktext=MONTHS,
    )
    fig.update_yaxes(range=[0, top or 1], visible=False)
    fig.add_shape(type="line", x0=0.4, x1=12.6, y0=0, y1=0, line={"color": ink.LINE, "width": 1})
    _recent(fig, recent, complete, max([v for v in done if v is not None] or [0.0]), top=top)
    if later and needed is not None:
        fig.add_shape(
            type="line",
            x0=later[0] - 0.45,
            x1=12.5,
            y0=needed,
            y1=needed,
            line={"color": ink.GOLD_MARK, "width": 2.5},
        )
        place = max([needed, *[v for v in tops if v is not None]])
        _note(
            fig,
            f"余下月均需 {_big(numbers.fixed(needed), 18)} 亿元",
            12.5,
            place,
            size=13,
            color=ink.GOLD_TEXT,
            xanchor="right",
            yanchor="bottom",
            yshift=6,
        )
    return fig


def _recent(
    fig: go.Figure, recent: float | None, months: int, tallest: float, *, top: float
) -> None:
    """A bracket over the last three months, with their mean."""
    if recent is None or months < 2:
        return
    first, y = max(1, months - 2), tallest + 0.1 * top
    fig.add_shape(
        type="path",
        line={"color": ink.TEXT3, "width": 1},
        path=f"M{first - 0.3},{y - 0.015 * top}L{first - 0.3},{y}"
        f"L{months + 0.3},{y}L{months + 0.3},{y - 0.015 * top}",
    )
    _note(
        fig,
        f"{first}—{months} 月月均 {_big(numbers.fixed(recent), 16)}",
        (first + months) / 2,
        y,
        color=ink.TEXT2,
        yanchor="bottom",
        yshift=3,
        xanchor="left" if months < 3 else "center",
    )
