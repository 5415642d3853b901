"""Completion by month of a few parts against 序时: levels of a class, the plan's grips."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import plotly.graph_objects as go

from cockpit import numbers
from cockpit.chart_sizes import FINE
from cockpit.charts import axis, ink
from cockpit.charts.axis import BELOW, beside
from cockpit.charts.template import NUMERALS, figure

BLUES = (ink.BLUE700, ink.BLUE500, ink.BLUE900, ink.BLUE300)
TOP, APART = 18, 22  # px above the plot, and between two labels at the lines' ends


@dataclass(frozen=True)
class Part:
    """A line: its name, and its points (months of the year, %)."""

    name: str
    points: Sequence[tuple[float, float]]


def by_month(parts: Sequence[Part], time: Sequence[tuple[float, float]], height: int) -> go.Figure:
    """The lines from the year's start; ``time``: 序时, empty where each part has its own."""
    made = figure(height=height)
    labels: list[tuple[float, str, str]] = []
    if time:
        _line(made, Part("序时", time), ink.GOLD_MARK, "6px,4px")
        labels.append((time[-1][1], f"序时 {_big(time[-1][1])}", ink.GOLD_TEXT))
    for at, part in enumerate(parts):
        color = BLUES[at % len(BLUES)]
        _line(made, part, color)
        last = part.points[-1][1]
        labels.append((last, f"{escape(part.name)} {_big(last)}", ink.TEXT))
    end = max([point[0] for part in parts for point in part.points] or [1.0])
    top = 1.12 * max([1.0, *(y for part in parts for _, y in part.points), *(y for _, y in time)])
    scale = axis.values(top)
    scale["ticktext"] = [f"{word}%" for word in scale["ticktext"]]
    right = beside([part.name + " 100.0%" for part in parts] or [""], 15)
    left = beside(scale["ticktext"], FINE)
    made.update_layout(margin={"l": left, "r": right + 8, "t": TOP, "b": BELOW, "pad": 4})
    months = list(range(1, int(end) + 1))
    made.update_xaxes(
        range=[0, end],
        tickvals=months,
        ticktext=[f"{month}月" for month in months[:1]] + [str(month) for month in months[1:]],
    )
    made.update_yaxes(**scale)
    _ends(made, labels, end, (height - TOP - BELOW) / top)
    return made


def _line(
    made: go.Figure,
    part: Part,
    color: str,
    dash: str = "",
) -> None:
    """A line from the year's start; ``dash``: of 序时, whose points have no marks."""
    path = [(0.0, 0.0), *part.points]
    name = escape(part.name)
    said = ["", *(f"{name} {_when(x)} {numbers.fixed(y)}%" for x, y in part.points)]
    mark = {"color": color, "line": {"width": 0}, "opacity": 1}
    made.add_trace(
        go.Scatter(
            x=[x for x, _ in path], y=[y for _, y in path],
            mode="lines" if dash else "lines+markers",
            line={"color": color, "width": 2 if dash else 2.5, "dash": dash or "solid"},
            cliponaxis=False, marker=mark | {"size": [0, *[8] * len(part.points)]},
            hovertext=said, hoverinfo="text",
        )
    )  # fmt: skip


def _big(value: float) -> str:
    return f'<span style="font-size:18px">{numbers.fixed(value)}%</span>'


def _when(months: float) -> str:
    return f"{int(months)} 月底" if months == int(months) else "取数日"


def _ends(made: go.Figure, labels: list[tuple[float, str, str]], end: float, px: float) -> None:
    """A label at each line's end, at least APART px from the next; ``px``: of 1 %."""
    place = -APART * 1.0
    for value, text, color in sorted(labels):
        place = max(value * px, place + APART)
        made.add_annotation(
            x=end, y=value, text=text, showarrow=False, xanchor="left", yanchor="middle",
            xshift=12, yshift=round(place - value * px, 1),
            font={"size": 14, "color": color, "family": NUMERALS},
        )  # fmt: skip
