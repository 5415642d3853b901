"""The charts of 专项债: how far each batch was used by the months since its issue, what was paid.

Of the batches the other years lie pale behind; gold runs from each batch to the day of the city's
target, a line to a date and no forecast. Of the months what is still asked is a gold outline.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

import plotly.graph_objects as go

from cockpit import numbers
from cockpit.chart_sizes import BONDS as HEIGHT
from cockpit.chart_sizes import FINE, PAYMENTS
from cockpit.charts import ink
from cockpit.charts.axis import BELOW, beside
from cockpit.charts.template import NUMERALS, figure

BLUES = (ink.BLUE700, ink.BLUE500, ink.BLUE900, ink.BLUE300)
TICKS, STEP, LINE = (0, 25, 50, 75, 100), 6, 18
MOST_NAMED = 6
BLUES_UP = (ink.BLUE300, ink.BLUE500, ink.BLUE700)  # of a column, from the earliest year
WIDE, LEAST_NAMED = 0.62, 0.08  # of a month; of the height, of which a piece has its name
Points = Sequence[tuple[float, float]]  # months since the issue, %


@dataclass(frozen=True)
class Batch:
    """A batch: its name, its points, and where its year's target lies (None without one)."""

    name: str
    points: Points
    target: tuple[float, float] | None = None


@dataclass(frozen=True)
class Panel:
    """A year of issue: its batches, and its target in words (empty without one)."""

    batches: Sequence[Batch]
    target: str


def curves(panel: Panel, pale: Sequence[Points], months: float) -> go.Figure:
    """A panel. ``pale``: the batches of other years; ``months``: the end of the axis."""
    made = figure(height=HEIGHT)
    top = max([100.0, *(y for batch in panel.batches for _, y in batch.points)])
    for points in pale:
        _line(made, points, ink.LINE, 1.0)
    for at, batch in enumerate(panel.batches):
        color = BLUES[at % len(BLUES)]
        _line(made, batch.points, color, 2.5, batch.name)
        x, y = batch.points[-1]
        made.add_trace(
            go.Scatter(
                x=[x], y=[y], mode="markers", cliponaxis=False, hoverinfo="skip",
                marker={"size": 8, "color": color, "line": {"width": 0}, "opacity": 1},
            )
        )  # fmt: skip
        if batch.target is not None:
            made.add_trace(
                go.Scatter(
                    x=[x, batch.target[0]], y=[y, batch.target[1]], mode="lines",
                    hoverinfo="skip", cliponaxis=False,
                    line={"color": ink.GOLD_MARK, "width": 2, "dash": "2px,3px"},
                )
            )  # fmt: skip
        if at < MOST_NAMED:
            _name(made, batch, color, min(len(panel.batches), MOST_NAMED) - 1 - at)
    targets = [batch.target for batch in panel.batches if batch.target is not None]
    if targets:
        made.add_trace(
            go.Scatter(
                x=[x for x, _ in targets], y=[y for _, y in targets], mode="markers",
                cliponaxis=False, hoverinfo="skip",
                marker={
                    "size": 9, "color": ink.GOLD_MARK, "symbol": "diamond",
                    "line": {"width": 0}, "opacity": 1,
                },
            )
        )  # fmt: skip
        made.add_annotation(
            text=panel.target, x=max(x for x, _ in targets), y=targets[0][1], showarrow=False,
            xanchor="right" if max(x for x, _ in targets) > 0.45 * months else "left",
            yanchor="bottom", yshift=8,
            font={"size": 13, "color": ink.GOLD_TEXT, "family": NUMERALS},
        )  # fmt: skip
    ticks = [f"{value}%" for value in TICKS]
    made.update_layout(margin={"l": beside(ticks, FINE), "r": 14, "t": 26, "b": BELOW, "pad": 4})
    step = STEP * max(1, -(-int(months) // (6 * STEP)))
    steps = list(range(0, int(months) + 1, step))
    made.update_xaxes(
        range=[0, months], tickvals=steps, ticktext=[f"{n} 月" if n else "发行" for n in steps]
    )
    made.update_yaxes(range=[0, top * 1.02], tickvals=list(TICKS), ticktext=ticks)
    return made


def _line(made: go.Figure, points: Points, color: str, width: float, name: str = "") -> None:
    said = [f"{escape(name)} 满 {numbers.fixed(x)} 个月 {numbers.fixed(y)}%" for x, y in points]
    made.add_trace(
        go.Scatter(
            x=[x for x, _ in points], y=[y for _, y in points], mode="lines",
            line={"color": color, "width": width},
            **({"hovertext": said, "hoverinfo": "text"} if name else {"hoverinfo": "skip"}),
        )
    )  # fmt: skip


def _name(made: go.Figure, batch: Batch, color: str, at: int) -> None:
    """A batch below the curves, beside a dash of its colour; ``at``: lines from below."""
    months, used = batch.points[-1]
    name = escape(batch.name)
    words = f"{name} 满 {numbers.fixed(months)} 个月 <b>{numbers.fixed(used)}%</b>"
    for text, ink_of, shift in ((words, ink.TEXT2, -20), ("<b>━</b>", color, 0)):
        made.add_annotation(
            text=text, xref="paper", yref="paper", x=1, y=0, xanchor="right", yanchor="bottom",
            xshift=shift, yshift=8 + at * LINE, showarrow=False,
            font={"size": 13, "color": ink_of, "family": NUMERALS},
        )  # fmt: skip


@dataclass(frozen=True)
class Month:
    """A month: its name, and what was paid (or is asked: ``is_need``) of each year of issue, 亿元.

    ``pieces``: None where nobody told.
    """

    name: str
    pieces: Sequence[tuple[int, float]] | None
    is_need: bool


def payments(months: Sequence[Month]) -> go.Figure:
    """A column a month, a piece a year of issue, the earliest at the bottom."""
    made = figure(height=PAYMENTS)
    years = sorted({year for month in months for year, _ in month.pieces or ()})
    color = {year: BLUES_UP[at % len(BLUES_UP)] for at, year in enumerate(years)}
    totals = [sum(value for _, value in month.pieces or ()) for month in months]
    top = 1.22 * max([0.01, *totals])
    paid = [
        (at, low, value, year)
        for at, month in enumerate(months)
        if not month.is_need
        for year, low, value in _stacked(month)
    ]
    # one trace: several of the same month would stand side by side
    made.add_trace(
        go.Bar(
            x=[at for at, *_ in paid], y=[value for *_, value, _ in paid],
            base=[low for _, low, *_ in paid], width=WIDE, hoverinfo="text",
            hovertext=[
                f"{escape(months[at].name)} {year} 年发行 {numbers.fixed(value, 2)} 亿元"
                for at, _, value, year in paid
            ],
            marker={
                "color": [color[year] for *_, year in paid],
                "line": {"color": ink.SURFACE, "width": 1},
            },
        )
    )  # fmt: skip
    named = next((at for at, month in enumerate(months) if month.pieces and not month.is_need), -1)
    for at, month in enumerate(months):
        _column(made, at, month, top, is_named=at == named or month.is_need)
    made.update_layout(margin={"l": 6, "r": 34, "t": 8, "b": BELOW, "pad": 4})
    made.update_xaxes(
        range=[-0.6, len(months) - 0.4],
        tickvals=list(range(len(months))),
        ticktext=[month.name for month in months],
    )
    made.update_yaxes(range=[0, top], visible=False)
    made.add_shape(
        type="line", x0=-0.6, x1=len(months) - 0.4, y0=0, y1=0,
        line={"color": ink.LINE, "width": 1},
    )  # fmt: skip
    return made


def _stacked(month: Month) -> Iterator[tuple[int, float, float]]:
    """Year, where its piece begins, and its size."""
    low = 0.0
    for year, value in month.pieces or ():
        yield year, low, value
        low += value


def _column(made: go.Figure, at: int, month: Month, top: float, *, is_named: bool) -> None:
    """The total above a column, the years beside the first; what is asked as an outline."""
    total = sum(value for _, value in month.pieces or ())
    words = "—" if month.pieces is None else numbers.fixed(total, 2)
    made.add_annotation(
        text=f"<b>{words}</b>", x=at, y=max(total, 0.0), yanchor="bottom", yshift=3,
        showarrow=False,
        font={
            "size": 15, "family": NUMERALS, "color": ink.GOLD_TEXT if month.is_need else ink.TEXT
        },
    )  # fmt: skip
    for year, low, value in _stacked(month):
        if month.is_need:
            made.add_shape(
                type="rect", x0=at - WIDE / 2, x1=at + WIDE / 2, y0=low, y1=low + value,
                fillcolor=ink.SURFACE,
                line={"color": ink.GOLD_MARK, "width": 1.5, "dash": "4px,3px"},
            )  # fmt: skip
        if is_named and value > LEAST_NAMED * top:
            made.add_annotation(
                text=str(year), x=at + WIDE / 2 if month.is_need else at, y=low + value / 2,
                xanchor="left" if month.is_need else "center", yanchor="middle",
                xshift=4 if month.is_need else 0, showarrow=False,
                font={
                    "size": FINE, "family": NUMERALS,
                    "color": ink.GOLD_TEXT if month.is_need else ink.TEXT,
                },
            )  # fmt: skip
