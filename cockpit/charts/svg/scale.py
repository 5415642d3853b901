"""Where a value of a figure stands: across in % of the plot's width, down in px from its top."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

Given = Mapping[str, Any]  # a part of a figure
SECONDS_A_DAY = 86_400


def merged(under: Given, over: Given) -> dict[str, Any]:
    """What a template says, and above it what the figure says."""
    both = dict(under)
    for name, value in over.items():
        below = both.get(name)
        is_part = isinstance(below, Mapping) and isinstance(value, Mapping)
        both[name] = merged(below, value) if is_part and below is not None else value
    return both


def only(given: Given, *names: str) -> None:
    """Raise for anything that the picture would leave out."""
    if unknown := sorted(set(given) - set(names)):
        raise NotImplementedError(f"the picture of a chart cannot draw {', '.join(unknown)}")


def number(value: Any) -> float:
    """A value of an axis; a day in days."""
    if isinstance(value, (date, pd.Timestamp, str)):
        return pd.Timestamp(value).timestamp() / SECONDS_A_DAY
    return float(value)


@dataclass(frozen=True)
class Axis:
    """An axis: its ends, and the part of the plot that it has (0 to 1, from left or bottom)."""

    given: Given
    start: float
    end: float
    domain: tuple[float, float]

    def share(self, value: Any) -> float:
        """Where a value stands in the plot, 0 to 1."""
        low, high = self.domain
        return low + (high - low) * (number(value) - self.start) / (self.end - self.start)


def axis_of(given: Given) -> Axis:
    """An axis as a figure has it, its template under it."""
    only(
        given, "range", "domain", "anchor", "visible", "tickvals", "ticktext", "tickangle",
        "tickfont", "showgrid", "gridcolor", "zeroline", "zerolinecolor", "zerolinewidth",
        "fixedrange", "automargin", "showline", "linecolor", "ticks",
    )  # fmt: skip
    if given.get("automargin") or given.get("showline") or given.get("ticks"):
        raise NotImplementedError("the picture of a chart draws no line or tick of an axis itself")
    start, end = map(number, given["range"])
    low, high = given.get("domain", (0, 1))
    return Axis(given, start, end, (low, high))


@dataclass(frozen=True)
class Plot:
    """The plot of a figure: its height in px, and its axes by their names (x, y, y2 …)."""

    height: float
    axes: Mapping[str, Axis]

    def across(self, value: Any, ref: str = "x") -> float:
        """% of the width."""
        return 100 * (float(value) if ref == "paper" else self.axes[ref].share(value))

    def down(self, value: Any, ref: str = "y") -> float:
        """px from the top."""
        return self.height * (1 - (float(value) if ref == "paper" else self.axes[ref].share(value)))
