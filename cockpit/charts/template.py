"""The one Plotly template: type, grid and margins of every chart.

A chart's title is its finding and stands above it as text, not in the figure; labels stand beside
what they name, so there is no legend. Numbers are written out by ``cockpit.numbers``.
"""

from functools import cache

import plotly.graph_objects as go

from cockpit.chart_sizes import FINE
from cockpit.charts import ink

SANS = '"Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "Cockpit CJK", sans-serif'
NUMERALS = f'"Barlow Condensed W", {SANS}'


@cache
def template() -> go.layout.Template:
    """Of all charts."""
    axis = {
        "gridcolor": ink.GRID, "linecolor": ink.LINE, "zeroline": False, "showline": False,
        "ticks": "", "tickfont": {"size": FINE, "color": ink.TEXT3, "family": NUMERALS},
        "fixedrange": True, "automargin": False, "tickangle": 0,
    }  # fmt: skip
    return go.layout.Template(
        layout={
            "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"family": SANS, "size": 13, "color": ink.TEXT2},
            "colorway": [ink.BLUE700, ink.BLUE300, ink.PLAN, ink.BLUE900, ink.BLUE500],
            "margin": {"l": 8, "r": 8, "t": 8, "b": 8, "pad": 4},
            "xaxis": axis | {"showgrid": False}, "yaxis": axis,
            "showlegend": False, "dragmode": False, "hovermode": "closest",
            "hoverlabel": {
                "bgcolor": ink.SURFACE, "bordercolor": ink.LINE,
                "font": {"family": NUMERALS, "size": 13, "color": ink.TEXT},
            },
            "bargap": 0.35,
        }
    )  # fmt: skip


def figure(*, height: int) -> go.Figure:
    """An empty figure of the template; ``height`` in px."""
    return go.Figure(layout={"template": template(), "height": height})
