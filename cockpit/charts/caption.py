"""What a chart says of its point, above the plot: there no line meets it, however narrow it is.

Beside the point a label would do on a desk; on a phone the lines are steep and run through it.
"""

from collections.abc import Sequence

import plotly.graph_objects as go

from cockpit import chart_sizes
from cockpit.charts.template import NUMERALS

Line = tuple[str, int, str]  # text, px, colour


def room(lines: Sequence[Line]) -> int:
    """The margin, in px, that the words take above the plot."""
    return chart_sizes.words([size for _, size, _ in lines])


def say(figure: go.Figure, lines: Sequence[Line]) -> None:
    """The words, one line under the other from the plot's left edge."""
    up = room(lines)
    for text, size, colour in lines:
        figure.add_annotation(
            xref="paper", yref="paper", x=0, y=1, xanchor="left", yanchor="top", yshift=up,
            text=text, showarrow=False, borderpad=0,
            font={"size": size, "color": colour, "family": NUMERALS},
        )  # fmt: skip
        up -= chart_sizes.line(size)
