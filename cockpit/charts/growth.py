"""Growth by period: points of several regions one below the other, or of two in one panel.

A published rate is a full circle, a derived one a diamond, a sample a hollow circle; what is
released after the day looked at is grey. A line joins consecutive months of one year, nothing else.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
from pandas import DataFrame

from cockpit import chart_sizes, numbers
from cockpit.chart_sizes import FINE
from cockpit.charts import ink
from cockpit.charts.axis import BELOW, beside
from cockpit.charts.template import NUMERALS, figure
from cockpit.registry.indicators import ORIGINS


@dataclass(frozen=True)
class Target:
    """A target: ``pct`` (%), of one ``year``, for one ``region``."""

    region: str
    year: int
    pct: float


def series(
    points: DataFrame,
    regions: Sequence[str],
    *,
    as_of: date,
    target: Target | None,
) -> go.Figure:
    """The rates of ``regions``, a panel each, on one axis of time and one of %.

    ``points``: as ``growth.series`` gives them.
    """
    count = len(regions)
    shown = points[points["region"].isin(regions)]
    made = figure(height=chart_sizes.growth(count))
    low, high = _span(shown, target)
    for at, region in enumerate(regions):
        axis = "" if at == 0 else str(at + 1)
        top = 1 - at / count
        made.layout[f"yaxis{axis}"] = _axis(low, high, [top - 0.92 / count, top - 0.16 / count])
        own = shown[shown["region"] == region]
        if target is not None and target.region == region:
            _target(made, target, f"y{axis}")
        _draw(made, own, f"y{axis}", ink.BLUE700)
        for row, position in _labelled(own):
            _label(made, row, position, f"y{axis}", strong=position == "now")
        made.add_annotation(
            text=f"<b>{escape(region)}</b>　{_counts(own)}", showarrow=False, xref="paper", x=0,
            xanchor="left", yref="paper", y=top - 0.13 / count, yanchor="bottom",
            font={"size": 13, "color": ink.TEXT2},
        )  # fmt: skip
    lowest = f"y{count}" if count > 1 else "y"
    _time(made, years=_years(shown), as_of=as_of, lowest_axis=lowest, below=BELOW - 12)
    return made


def pair(points: DataFrame, region: str, against: str, *, as_of: date) -> go.Figure:
    """The rates of two regions in one panel: ``region`` in full blue, ``against`` lighter."""
    shown = points[points["region"].isin([region, against])]
    made = figure(height=chart_sizes.PAIR)
    low, high = _span(shown, None)
    made.layout.yaxis = _axis(low, high, [0, 1])
    both = {name: shown[shown["region"] == name] for name in (against, region)}
    for name, own in both.items():
        _draw(made, own, "y", ink.BLUE700 if name == region else ink.BLUE500)
    _end_labels(made, both, region)
    _time(made, years=_years(shown), as_of=as_of, lowest_axis="y", below=BELOW)
    return made


def _span(points: DataFrame, target: Target | None) -> tuple[float, float]:
    values = [0.0, *(float(v) for v in points["growth_pct"])]
    if target is not None:
        values.append(target.pct)
    low, high = min(values), max(values)
    room = max(4.0, 0.16 * (high - low))
    return low - room, high + room


def _years(points: DataFrame) -> tuple[int, int]:
    years = points["period_end"].dt.year
    return int(years.min()), int(years.max())


def _axis(low: float, high: float, domain: list[float]) -> dict[str, Any]:
    step = 10 if high - low <= 45 else 20
    ticks = list(range(int(low // step) * step, int(high) + 1, step))
    return {
        "range": [low, high], "domain": domain, "tickvals": [v for v in ticks if v >= low],
        "ticktext": [f"{numbers.fixed(v, 0)}%" for v in ticks if v >= low],
        "zeroline": True, "zerolinecolor": ink.LINE, "zerolinewidth": 1,
    }  # fmt: skip


def _time(
    made: go.Figure,
    *,
    years: tuple[int, int],
    as_of: date,
    lowest_axis: str,
    below: int,
) -> None:
    """The axis of time: a label a year, and what lies after ``as_of`` shaded.

    ``below``: px under the lowest panel's part of the plot, which may have air of its own.
    """
    first, last = years
    start, end = date(first, 1, 1) - timedelta(20), date(last, 12, 31) + timedelta(20)
    shown = range(first, last + 1)
    made.update_layout(
        xaxis={
            "range": [start, end], "anchor": lowest_axis,
            "tickvals": [date(year, 7, 1) for year in shown],
            "ticktext": [str(year) for year in shown], "tickfont": {"size": 14},
        },
        margin={"l": beside(made.layout.yaxis.ticktext, FINE), "r": 12, "t": 20, "b": below},
    )  # fmt: skip
    for year in shown[1:]:
        _upright(made, date(year, 1, 1), color=ink.GRID)
    if start < as_of < end:
        made.add_shape(
            type="rect", xref="x", yref="paper", x0=as_of, x1=end, y0=0, y1=1,
            fillcolor=ink.TRACK, opacity=0.45, line={"width": 0}, layer="below",
        )  # fmt: skip
        _upright(made, as_of, color=ink.TEXT3, dash="dot")
        made.add_annotation(
            text=f"截至 {numbers.iso(as_of)}", showarrow=False, x=as_of, yref="paper", y=1,
            yanchor="bottom", font={"size": 12, "color": ink.TEXT3},
        )  # fmt: skip


def _upright(made: go.Figure, day: date, **line: str) -> None:
    """A line through all panels."""
    made.add_shape(
        type="line", xref="x", yref="paper", x0=day, x1=day, y0=0, y1=1,
        line={"width": 1, **line}, layer="below",
    )  # fmt: skip


def _draw(made: go.Figure, points: DataFrame, axis: str, blue: str) -> None:
    """The lines and the points of one region."""
    rows = _rows(points)
    for is_known in (True, False):
        xs, ys = _segments(rows, is_known)
        if xs:
            made.add_trace(
                go.Scatter(
                    x=xs, y=ys, yaxis=axis, mode="lines", hoverinfo="skip",
                    line={
                        "color": blue if is_known else ink.PLAN,
                        "width": 2 if is_known else 1.25,
                    },
                )
            )  # fmt: skip
    colours = [blue if row.is_known else ink.PLAN for row in rows]
    made.add_trace(
        go.Scatter(
            x=[row.period_end for row in rows], y=[float(row.growth_pct) for row in rows],
            yaxis=axis, mode="markers", cliponaxis=False, name=str(rows[0].region) if rows else "",
            marker={
                "size": [9 if row.kind == "derived" else 7 for row in rows],
                "symbol": ["diamond" if row.kind == "derived" else "circle" for row in rows],
                "color": [
                    colour if row.kind == "published" else ink.SURFACE
                    for row, colour in zip(rows, colours, strict=True)
                ],
                "line": {"color": colours, "width": 1.5},
                "opacity": 1,
            },
            text=[_said(row) for row in rows], hovertemplate="%{text}<extra></extra>",
        )
    )  # fmt: skip


def _segments(rows: Sequence[Any], is_known: bool) -> tuple[list[Any], list[Any]]:
    """The joins that end in a row of that state; a gap after each."""
    xs: list[Any] = []
    ys: list[Any] = []
    for before, row in pairwise(rows):
        next_month = row.period_end.month - before.period_end.month == 1
        same_year = row.period_end.year == before.period_end.year
        joined = row.joins_previous and next_month and same_year
        if joined and (before.is_known and row.is_known) == is_known:
            xs += [before.period_end, row.period_end, None]
            ys += [float(before.growth_pct), float(row.growth_pct), None]
    return xs, ys


def _rows(points: DataFrame) -> list[Any]:
    return list(points.itertuples(index=False))


def _said(row: Any) -> str:
    state = "" if row.is_known else "<br>截至日后发布，不计入"
    period = numbers.period_words(row.period_end)
    return (
        f"<b>{escape(row.region)} {numbers.fixed(row.growth_pct)}%</b><br>{period} · "
        f"{ORIGINS.get(row.kind, row.kind)}<br>{numbers.iso(row.released_on)} 发布{state}"
    )


def _counts(points: DataFrame) -> str:
    """How many known points of each kind: "公布 5 · 推算 2"."""
    kinds = points[points["is_known"]]["kind"]
    words = (("published", "公布"), ("derived", "推算"), ("sample", "示例"))
    return " · ".join(
        f"{word} {number}" for kind, word in words if (number := int((kinds == kind).sum()))
    )


def _labelled(points: DataFrame) -> Iterator[tuple[Any, str]]:
    """The rows that carry a number: the last known one, the extremes and the end."""
    rows = _rows(points)
    known = [row for row in rows if row.is_known]
    done: list[Any] = []
    wanted = [(known[-1], "now")] if known else []
    wanted += [(max(rows, key=_rate), "top"), (min(rows, key=_rate), "bottom")] if rows else []
    wanted += [(rows[-1], "end")] if rows else []
    for row, position in wanted:
        if all(abs((row.period_end - other.period_end).days) > 75 for other in done):
            done.append(row)
            yield row, position


def _rate(row: Any) -> float:
    return float(row.growth_pct)


def _label(made: go.Figure, row: Any, position: str, axis: str, *, strong: bool) -> None:
    below = position == "bottom"
    made.add_annotation(
        text=f"{'<b>' if strong else ''}{numbers.fixed(row.growth_pct)}{'</b>' if strong else ''}",
        x=row.period_end, y=float(row.growth_pct), yref=axis, showarrow=False,
        yshift=(-1 if below else 1) * (17 if strong else 14),
        font={
            "family": NUMERALS, "size": 17 if strong else 13,
            "color": (ink.BLUE700 if strong else ink.TEXT2) if row.is_known else ink.TEXT3,
        },
    )  # fmt: skip


def _target(made: go.Figure, target: Target, axis: str) -> None:
    x0, x1 = date(target.year, 1, 1), date(target.year, 12, 31)
    made.add_trace(
        go.Scatter(
            x=[x0, x1], y=[target.pct, target.pct], yaxis=axis, mode="lines", hoverinfo="skip",
            line={"color": ink.GOLD_MARK, "width": 2, "dash": "dash"},
        )
    )  # fmt: skip
    made.add_annotation(
        text=f"目标 {numbers.fixed(target.pct, 0)}%", x=x1, y=target.pct, yref=axis,
        showarrow=False, xanchor="left", xshift=6, font={"size": 12, "color": ink.GOLD_TEXT},
    )  # fmt: skip


def _end_labels(made: go.Figure, both: dict[str, DataFrame], region: str) -> None:
    """Name and last known rate of each line, on opposite sides where they are near."""
    ends = {}
    for name, points in both.items():
        known = points[points["is_known"]]
        if len(known):
            ends[name] = known.iloc[-1]
    for name, row in ends.items():
        other = next((end for key, end in ends.items() if key != name), None)
        above = other is None or float(row["growth_pct"]) >= float(other["growth_pct"])
        if other is not None and float(row["growth_pct"]) == float(other["growth_pct"]):
            above = name == region
        made.add_annotation(
            text=f"<b>{escape(name)} {numbers.fixed(row['growth_pct'])}%</b>", x=row["period_end"],
            y=float(row["growth_pct"]), showarrow=False, yshift=17 if above else -17,
            font={
                "family": NUMERALS, "size": 15,
                "color": ink.BLUE700 if name == region else ink.TEXT2,
            },
        )  # fmt: skip
