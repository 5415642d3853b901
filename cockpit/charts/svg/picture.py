"""A figure as HTML with one SVG in it: layers in Plotly's order, the plot within its margins."""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, tostring

import plotly.graph_objects as go

from cockpit.charts.svg import shapes, traces, words
from cockpit.charts.svg.elements import add, paint, written
from cockpit.charts.svg.scale import Axis, Given, Plot, axis_of, merged, only

PAD = 5  # px between the plot and what is written beside it
MIDDLE = 0.35  # of their size: how far letters stand below the middle of their line
SIDES = "trbl"
KEYS = "图中的数：用左右方向键逐点看"


def picture(figure: go.Figure) -> str:
    """The picture of a figure of ours, in the page's colours.

    HTML of ``figure.layout.height`` px and any width. It can be reached by keyboard where Plotly
    would say more of a point. Raises NotImplementedError for what it cannot draw.
    """
    given = figure.to_plotly_json()
    layout = _layout(given["layout"])
    margin = layout["margin"]
    plot = Plot(layout["height"] - margin["t"] - margin["b"], dict(_axes(layout)))
    frame = Element("div", {"class": "chart-picture", "style": f"--high:{layout['height']}px"})
    if any(trace.get("hoverinfo") != "skip" for trace in given["data"]):
        frame.attrib |= {"tabindex": "0", "role": "group", "aria-label": KEYS}
    sides = " ".join(f"{written(margin[side])}px" for side in SIDES)
    place = add(frame, "div", class_="chart-drawn", style=f"padding:{sides}")
    drawn = add(
        place, "svg", width="100%", height=plot.height, overflow="visible", aria_hidden="true"
    )
    of_shapes = layout.get("shapes", ())
    for each in of_shapes:
        if each.get("layer") == "below":
            shapes.shape(drawn, each, plot)
    _grid(drawn, plot)
    _traces(drawn, given["data"], plot, layout)
    _ticks(drawn, plot, layout)
    for each in of_shapes:
        if each.get("layer", "above") == "above":
            shapes.shape(drawn, each, plot)
    for each in layout.get("annotations", ()):
        shapes.note(drawn, each, plot, layout)
    return tostring(frame, encoding="unicode", short_empty_elements=False)


def _layout(given: Given) -> dict[str, Any]:
    """The layout over its template; each axis over the template's of its direction."""
    under = given["template"]["layout"]
    over = {name: value for name, value in given.items() if name != "template"}
    layout = merged({k: v for k, v in under.items() if k not in {"xaxis", "yaxis"}}, over)
    for name in layout:
        if name[1:5] == "axis":
            layout[name] = merged(under[name[:5]], layout[name])
    axes = [name for name in layout if name[1:5] == "axis"]
    only(
        layout, "height", "margin", "font", "shapes", "annotations", "bargap", *axes,
        *("paper_bgcolor", "plot_bgcolor", "colorway", "showlegend"),
        *("dragmode", "hovermode", "hoverlabel", "uniformtext"),  # of the pointer, and of Plotly
    )  # fmt: skip
    if layout["showlegend"]:
        raise NotImplementedError("the picture of a chart has no legend: name things beside them")
    return layout


def _axes(layout: Given) -> Iterator[tuple[str, Axis]]:
    for name, given in layout.items():
        if name[1:5] == "axis":
            yield name.replace("axis", ""), axis_of(given)


def _grid(parent: Element, plot: Plot) -> None:
    """Lines at the values written beside the plot, and the zero line."""
    for name, axis in plot.axes.items():
        given = axis.given
        if not given.get("visible", True):
            continue
        if name[0] == "x":
            if given.get("showgrid", True) or given.get("zeroline"):
                raise NotImplementedError("the picture of a chart has no upright grid")
            continue
        zero = 0 if given.get("zeroline") and axis.start <= 0 <= axis.end else None
        lines = given["tickvals"] if given.get("showgrid", True) else ()
        for value in [value for value in lines if value != zero]:
            _level(parent, plot.down(value, name), 1, paint(given["gridcolor"]))
        if zero is not None:
            colour = paint(given["zerolinecolor"])
            _level(parent, plot.down(0, name), given["zerolinewidth"], colour)


def _level(parent: Element, y: float, width: float, colour: str) -> None:
    add(
        parent, "line", x1="0", x2="100%", y1=y, y2=y, stroke=colour, stroke_width=width,
        shape_rendering="crispEdges",
    )  # fmt: skip


def _traces(parent: Element, data: list[Given], plot: Plot, layout: Given) -> None:
    """Bars first, then lines over them, each in the figure's order."""
    for trace in data:
        if trace["type"] == "bar":
            traces.bar(parent, trace, plot, layout)
        elif trace["type"] != "scatter":
            raise NotImplementedError(f"the picture of a chart cannot draw a {trace['type']}")
    for trace in data:
        if trace["type"] == "scatter":
            traces.scatter(parent, trace, plot)


def _ticks(parent: Element, plot: Plot, layout: Given) -> None:
    """What is written below the plot and at its left."""
    for name, axis in plot.axes.items():
        given = axis.given
        if not given.get("visible", True):
            continue
        font = merged(layout["font"], given["tickfont"])
        if given.get("tickangle", 0) != 0:
            raise NotImplementedError("the picture of a chart turns no words")
        lowest = plot.axes[given.get("anchor", "y")].domain[0] if name[0] == "x" else 0
        below = plot.down(lowest, "paper") + font["size"] + PAD
        for value, text in zip(given["tickvals"], given["ticktext"], strict=True):
            where: dict[str, Any] = (
                {"x": plot.across(value, name), "y": below, "text_anchor": "middle"}
                if name[0] == "x"
                else {
                    "x": 0,
                    "y": plot.down(value, name) + MIDDLE * font["size"],
                    "dx": -PAD,
                    "text_anchor": "end",
                }
            )
            words.line(parent, text, font, class_="chart-tick", **where)
