"""The traces of a figure as SVG: lines, markers, what lies between two lines, bars."""

from collections.abc import Sequence
from typing import Any
from xml.etree.ElementTree import Element

from cockpit.charts.svg import words
from cockpit.charts.svg.elements import add, dashes, paint, percent, written
from cockpit.charts.svg.scale import Given, Plot, merged, number, only
from cockpit.numbers import is_missing

CROSS = 1.3  # of a diamond: its half against a circle's radius of the same size
HOVER = ("hoverinfo", "hovertext", "hovertemplate", "text", "name")  # what a pointer is told
ABOVE = 3  # px between a bar and its value
LETTER = 0.38  # of its size: how wide a digit of a value is, at most


def curve_space(parent: Element, plot: Plot, *, is_cut: bool = True) -> Element:
    """A space whose width is 100, stretched to the plot's; strokes are not."""
    return add(
        parent, "svg", width="100%", height=plot.height, viewBox=f"0 0 100 {written(plot.height)}",
        preserveAspectRatio="none", overflow=None if is_cut else "visible",
    )  # fmt: skip


def path(points: Sequence[tuple[float, float] | None]) -> str:
    """Lines from point to point; None begins another."""
    parts, begins = [], True
    for point in points:
        if point is None:
            begins = True
            continue
        parts.append(f"{'M' if begins else 'L'}{point[0]:.3f} {written(point[1])}")
        begins = False
    return "".join(parts)


def scatter(parent: Element, trace: Given, plot: Plot) -> None:
    """Lines, markers, or a surface."""
    only(
        trace, "type", "x", "y", "yaxis", "mode", "line", "marker", "cliponaxis", "connectgaps",
        "fill", "fillcolor", "opacity", *HOVER,
    )  # fmt: skip
    y = trace.get("yaxis", "y")
    points = [
        None if is_missing(at) or is_missing(value) else (plot.across(at), plot.down(value, y))
        for at, value in zip(trace["x"], trace["y"], strict=True)
    ]
    modes = set(trace["mode"].split("+"))
    if not modes <= {"lines", "markers", "none"} or trace.get("connectgaps"):
        raise NotImplementedError(f"the picture of a chart cannot draw points as {trace['mode']}")
    if trace.get("fill", "toself") != "toself" or ("none" in modes) != ("fill" in trace):
        raise NotImplementedError("the picture of a chart fills only what has no line")
    if "fill" in trace:
        add(
            curve_space(parent, plot), "path", d=path(points) + "Z",
            fill=paint(trace["fillcolor"]), opacity=trace.get("opacity"),
        )  # fmt: skip
    if "lines" in modes:
        _line(curve_space(parent, plot), points, trace["line"])
    if "markers" in modes:
        _markers(parent, points, trace["marker"])


def _line(space: Element, points: Sequence[Any], given: Given) -> None:
    only(given, "color", "width", "dash")
    add(
        space, "path", d=path(points), fill="none", stroke=paint(given["color"]),
        stroke_width=given["width"], stroke_dasharray=dashes(given.get("dash"), given["width"]),
        vector_effect="non-scaling-stroke", class_="chart-line", stroke_linejoin="round",
    )  # fmt: skip


def _markers(parent: Element, points: Sequence[Any], given: Given) -> None:
    only(given, "size", "color", "symbol", "line", "opacity")
    if given.get("opacity", 1) != 1:
        raise NotImplementedError("the picture of a chart draws no marker that is see-through")
    edge = {"width": 0, "color": None} | dict(given.get("line", {}))
    only(edge, "width", "color")
    count = len(points)
    looks = zip(
        points,
        words.each(given["size"], count),
        words.each(given["color"], count),
        words.each(given.get("symbol", "circle"), count),
        words.each(edge["color"], count),
        strict=True,
    )
    for point, size, fill, symbol, stroke in looks:
        if point is None or not size:
            continue
        look = {
            "fill": paint(fill),
            "stroke": paint(stroke) if edge["width"] else None,
            "stroke_width": edge["width"] or None,
        }
        if symbol == "circle":
            add(parent, "circle", cx=percent(point[0]), cy=point[1], r=size / 2, **look)
        elif symbol == "diamond":
            r = written(CROSS * size / 2)
            at = add(parent, "svg", x=percent(point[0]), y=point[1], overflow="visible")
            add(at, "path", d=f"M{r} 0L0 {r}L-{r} 0L0 -{r}Z", **look)
        else:
            raise NotImplementedError(f"the picture of a chart cannot draw a {symbol}")


def bar(parent: Element, trace: Given, plot: Plot, layout: Given) -> None:
    """Bars, upright or lying, with the values above those that stand."""
    only(
        trace, "type", "x", "y", "base", "width", "orientation", "marker", "cliponaxis",
        "textposition", "textfont", *HOVER,
    )  # fmt: skip
    lies = trace.get("orientation") == "h"
    sizes, places = (trace["x"], trace["y"]) if lies else (trace["y"], trace["x"])
    half = trace.get("width", 1 - layout.get("bargap", 0.2)) / 2
    marker = trace["marker"]
    only(marker, "color", "line")
    edge = {"width": 0, "color": None} | dict(marker.get("line", {}))
    count = len(sizes)
    looks = zip(
        sizes,
        places,
        words.each(trace.get("base", 0), count),
        words.each(marker["color"], count),
        words.each(edge["color"], count),
        strict=True,
    )
    for size, place, base, fill, stroke in looks:
        if is_missing(size):
            continue
        low, high = number(place) - half, number(place) + half
        corners = ((base, low), (base + size, high)) if lies else ((low, base), (high, base + size))
        rectangle(
            parent, corners, plot, fill=paint(fill),
            stroke=paint(stroke) if edge["width"] else None,
            stroke_width=edge["width"] or None,
        )  # fmt: skip
    if "textposition" in trace:
        font = merged(layout["font"], trace["textfont"])
        _values(parent, trace, plot, font, broad=2 * half)


def rectangle(
    parent: Element,
    corners: tuple[tuple[Any, Any], tuple[Any, Any]],
    plot: Plot,
    refs: tuple[str, str] = ("x", "y"),
    **look: Any,
) -> None:
    """A rectangle between two corners."""
    left, right = sorted(plot.across(x, refs[0]) for x, _ in corners)
    top, bottom = sorted(plot.down(y, refs[1]) for _, y in corners)
    add(
        parent, "rect", x=percent(left), width=percent(right - left), y=top, height=bottom - top,
        **look,
    )  # fmt: skip


def _values(parent: Element, trace: Given, plot: Plot, font: Given, *, broad: float) -> None:
    """The values at the ends of bars, smaller where a bar is narrow: no wider than it.

    ``broad``: a bar's width, on its axis.
    """
    if trace["textposition"] != "outside" or trace.get("orientation") == "h":
        raise NotImplementedError("the picture of a chart has its values above upright bars")
    longest = max(map(len, trace["text"]), default=0)
    share = (plot.across(broad) - plot.across(0)) / (LETTER * max(longest, 1))
    fits = f"font-size:min({font['size']}px,{written(share)}cqw)"
    above, below = words.reach(font["size"])
    for at, value, text in zip(trace["x"], trace["y"], trace["text"], strict=True):
        if is_missing(value):
            continue
        words.line(
            parent, text, font, x=plot.across(at),
            y=plot.down(value) + (ABOVE + above if value < 0 else -ABOVE - below),
            text_anchor="middle", style=fits, class_="chart-value",
        )  # fmt: skip
