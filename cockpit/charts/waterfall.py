"""The way from one figure to another, cause by cause: floating bars between two points."""

from typing import Any

import plotly.graph_objects as go
from pandas import DataFrame

from cockpit import chart_sizes
from cockpit.charts import axis, ink, template


def waterfall(steps: DataFrame) -> go.Figure:
    """Floating bars, the first figure on top and the last at the bottom.

    ``steps``: a row a bar, with label, text (its value as read), kind (end, part or time), at
    (where the bar begins) and size (how far it goes; 0 for an end), all in one unit. The axis
    does not begin at 0, so the two figures are points, not bars. Time is gold, as 序时 is.
    """
    figure = template.figure(height=chart_sizes.waterfall(len(steps)))
    rows: list[Any] = list(steps.itertuples())
    reaches = [row.at for row in rows] + [row.at + row.size for row in rows]
    span = (max(reaches) - min(reaches)) or abs(max(reaches)) or 1.0
    places = list(range(len(rows)))
    parts = [place for place in places if rows[place].kind != "end"]
    figure.add_trace(
        go.Bar(
            orientation="h", y=parts, base=[rows[p].at for p in parts],
            x=[rows[p].size for p in parts], width=0.5, hoverinfo="skip",
            marker={
                "color": [_fill(rows[p]) for p in parts],
                "line": {"color": [_edge(rows[p]) for p in parts], "width": 1.5},
            },
        )
    )  # fmt: skip
    ends = [place for place in places if rows[place].kind == "end"]
    figure.add_trace(
        go.Scatter(
            x=[rows[p].at for p in ends], y=ends, mode="markers", hoverinfo="skip",
            marker={"size": 13, "color": ink.BLUE700}, cliponaxis=False,
        )
    )  # fmt: skip
    for place in places[:-1]:  # a thread from each bar's end to the next row
        reached = rows[place].at + rows[place].size
        figure.add_shape(
            type="line", x0=reached, x1=reached, y0=place, y1=place + 1, layer="below",
            line={"color": ink.PLAN, "width": 1, "dash": "dot"},
        )  # fmt: skip
    for place, row in enumerate(rows):
        is_end = row.kind == "end"
        figure.add_annotation(
            x=max(row.at, row.at + row.size), y=place, text=row.text, showarrow=False,
            xanchor="left", xshift=12 if is_end else 7,
            font={
                "family": template.NUMERALS, "size": 19 if is_end else 16,
                "color": ink.GOLD_TEXT if row.kind == "time" else ink.TEXT,
            },
        )  # fmt: skip
    # the last value stands in the margin, which is as wide on a phone as on a desk
    low, high = min(reaches) - 0.04 * span, max(reaches) + 0.04 * span
    labels = list(steps["label"])
    figure.update_layout(margin_l=axis.beside(labels, 13), margin_r=72)
    figure.update_xaxes(range=[low, high], visible=False)
    return figure.update_yaxes(
        range=[len(rows) - 0.5, -0.5], tickvals=places, ticktext=labels,
        showgrid=False, tickfont={"family": template.SANS, "size": 13, "color": ink.TEXT2},
    )  # fmt: skip


def _fill(row: Any) -> str:
    """A gain is full, a loss hollow; both in the one blue, time in gold."""
    if row.size < 0:
        return ink.SURFACE
    return ink.GOLD_MARK if row.kind == "time" else ink.BLUE500


def _edge(row: Any) -> str:
    return ink.GOLD_MARK if row.kind == "time" else ink.BLUE500
