"""The one Plotly template, light and dark: type, grid and margins of every chart.

A chart's title is its finding and stands above it as text, not in the figure; labels stand beside
what they name, so there is no legend. Numbers are written out by ``cockpit.numbers``.
"""

from functools import cache

import plotly.graph_objects as go

from cockpit.chart_sizes import FINE
from cockpit.charts.tokens import Theme, tokens

SANS = '"Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "Cockpit CJK", sans-serif'
NUMERALS = f'"Barlow Condensed W", {SANS}'


@cache
def template(theme: Theme) -> go.layout.Template:
    """The template of a theme."""
    t = tokens(theme)
    axis = {
        "gridcolor": t.grid, "linecolor": t.line, "zeroline": False, "showline": False,
        "ticks": "", "tickfont": {"size": FINE, "color": t.text3, "family": NUMERALS},
        "fixedrange": True, "automargin": True,
    }  # fmt: skip
    return go.layout.Template(
        layout={
            "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"family": SANS, "size": 13, "color": t.text2},
            "colorway": [t.blue700, t.blue300, t.plan, t.blue900, t.blue500],
            "margin": {"l": 8, "r": 8, "t": 8, "b": 8, "pad": 4},
            "xaxis": axis | {"showgrid": False}, "yaxis": axis,
            "showlegend": False, "dragmode": False, "hovermode": "closest",
            "hoverlabel": {
                "bgcolor": t.surface, "bordercolor": t.line,
                "font": {"family": NUMERALS, "size": 13, "color": t.text},
            },
            "bargap": 0.35,
        }
    )  # fmt: skip


def figure(theme: Theme, *, height: int) -> go.Figure:
    """An empty figure of the template; ``height`` in px."""
    return go.Figure(layout={"template": template(theme), "height": height})
